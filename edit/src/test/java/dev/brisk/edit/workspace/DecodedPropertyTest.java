package dev.brisk.edit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.Texts;
import dev.brisk.edit.diff.RegionEdits;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecodedPropertyTest {
  record Case(Texts.Place place, List<String> after) {}

  @Property(tries = 500)
  void any_text_file_decodes_and_encodes_to_the_same_bytes(@ForAll("bytes") byte[] bytes) {
    var decoded = Decoded.of("a", bytes);
    assertThat(decoded.encode("a", decoded.text())).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
            Arbitraries.strings()
                .withChars("aé𝒳\r\n\t ")
                .map(s -> s.getBytes(StandardCharsets.UTF_8)),
            Arbitraries.strings()
                .withChars("aé\r\n\u00ff")
                .map(s -> s.getBytes(StandardCharsets.ISO_8859_1)))
        .flatMap(bytes -> Arbitraries.of(bytes, marked(bytes)));
  }

  private static byte[] marked(byte[] bytes) {
    var marked = new byte[bytes.length + 3];
    System.arraycopy(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, marked, 0, 3);
    System.arraycopy(bytes, 0, marked, 3, bytes.length);
    return marked;
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void on_disk_every_byte_around_the_region_stays(
      @ForAll("cases") Case c, @ForAll boolean latin, @ForAll boolean bom) throws IOException {
    var charset = latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    // A byte that makes the file no UTF-8.
    var text =
        latin ? c.place().text().replaceAll("[^\\x00-\\xff]", "é") + "\u00ff" : c.place().text();
    var region = latin ? regionOf(text, c.place().region()) : c.place().region();
    var bytes = bom && !latin ? marked(text.getBytes(charset)) : text.getBytes(charset);
    var folder = Files.createTempDirectory("brisk-edit");
    try {
      var path = Files.write(folder.resolve("a.txt"), bytes);
      var workspace = Workspace.at(folder);
      var file = workspace.read(path);
      assertThat(file.text()).isEqualTo(text);
      var after =
          latin
              ? c.after().stream().map(s -> s.replaceAll("[^\\x00-\\xff]", "é")).toList()
              : c.after();
      var request = new Texts.Place(text, region).request("reformat");
      workspace.commit(
          file,
          region,
          RegionEdits.between(request, after).edits(),
          new UndoJournal(folder.resolve("s")),
          "x");
      check(bytes, Files.readAllBytes(path), text, region, charset, bom && !latin ? 3 : 0);
    } finally {
      delete(folder);
    }
  }

  private static Region regionOf(String text, Region region) {
    var count = Lines.of(text).count();
    return new Region(Math.min(region.firstLine(), count), Math.min(region.lastLine(), count - 1));
  }

  private static void check(
      byte[] before, byte[] after, String text, Region region, Charset charset, int mark) {
    var lines = Lines.of(text);
    var head = region.firstLine() == 1 ? 0 : lines.contentEnd(region.firstLine() - 1);
    var tail = region.lastLine() == 0 ? 0 : lines.end(region.lastLine());
    var headBytes = mark + text.substring(0, head).getBytes(charset).length;
    var tailBytes = text.substring(tail).getBytes(charset).length;
    assertThat(Arrays.copyOf(after, headBytes)).isEqualTo(Arrays.copyOf(before, headBytes));
    assertThat(Arrays.copyOfRange(after, after.length - tailBytes, after.length))
        .isEqualTo(Arrays.copyOfRange(before, before.length - tailBytes, before.length));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Texts.places()
        .flatMap(
            place ->
                Texts.versions(place.request("x").regionLines())
                    .map(after -> new Case(place, after)));
  }
}
