package dev.brisk.edit.workspace;

import dev.brisk.edit.workspace.WorkspaceException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a text file as text and back: UTF-8 with or without a byte order mark, ISO-8859-1
 * where that fails.
 *
 * @param text without the byte order mark
 */
record Decoded(String text, Charset charset, boolean bom) {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Text has control characters besides white space in at most one of this many characters. */
  private static final int CHARACTERS_PER_CONTROL = 50;

  /** Decodes {@code bytes}; encoding the result gives the same bytes. */
  static Decoded of(String name, byte[] bytes) {
    for (var b : bytes) {
      if (b == 0) {
        throw new WorkspaceException(
            Reason.BINARY,
            name + " is a binary file (or UTF-16): give a text file in UTF-8 or ISO-8859-1.");
      }
    }
    var bom = bytes.length >= BOM.length && Arrays.equals(BOM, Arrays.copyOf(bytes, BOM.length));
    var start = bom ? BOM.length : 0;
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
              .toString();
      return new Decoded(checked(name, text), StandardCharsets.UTF_8, bom);
    } catch (CharacterCodingException e) {
      // Then the mark, if any, is ordinary text as well.
      return new Decoded(
          checked(name, new String(bytes, StandardCharsets.ISO_8859_1)),
          StandardCharsets.ISO_8859_1,
          false);
    }
  }

  private static String checked(String name, String text) {
    var controls = text.chars().filter(c -> c < ' ' && "\t\n\r\f\u001b\b".indexOf(c) < 0).count();
    if (controls > 0
        && controls >= (text.length() + CHARACTERS_PER_CONTROL - 1) / CHARACTERS_PER_CONTROL) {
      throw new WorkspaceException(Reason.BINARY, name + " is a binary file: give a text file.");
    }
    return text;
  }

  /** This with another text, as bytes; refuses characters that the encoding lacks. */
  byte[] encode(String name, String edited) {
    var bytes = new ByteArrayOutputStream(edited.length() + BOM.length);
    if (bom) {
      bytes.writeBytes(BOM);
    }
    try {
      var encoded =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(edited));
      bytes.write(encoded.array(), encoded.arrayOffset(), encoded.limit());
      return bytes.toByteArray();
    } catch (CharacterCodingException e) {
      if (charset.equals(StandardCharsets.UTF_8)) {
        // It holds every character, so a surrogate without its other half is all that can fail.
        throw new WorkspaceException(
            Reason.NOT_ENCODABLE,
            "The edit of "
                + name
                + " has half a character (a lone surrogate); nothing was changed, try again.",
            e);
      }
      throw new WorkspaceException(
          Reason.NOT_ENCODABLE,
          "The edit has characters that the encoding of "
              + name
              + " ("
              + charset
              + ") lacks; nothing was changed, convert the file to UTF-8 first.",
          e);
    }
  }
}
