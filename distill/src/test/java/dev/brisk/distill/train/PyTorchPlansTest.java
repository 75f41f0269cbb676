package dev.brisk.distill.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The configurations that the script in PyTorch knows, which needs no PyTorch to be read. */
class PyTorchPlansTest {
  @Test
  void names_the_same_sizes_and_phases() throws IOException {
    var expected = new JsonWriter().beginObject();
    for (var shape : Shape.ALL) {
      var plan = Plan.named(shape.name()).orElseThrow();
      expected.name(shape.name()).beginObject();
      expected.name("width").value(shape.width()).name("layers").value(shape.layers());
      expected.name("heads").value(shape.heads()).name("kv_heads").value(shape.kvHeads());
      expected.name("feed_forward").value(shape.feedForward());
      expected.name("context").value(shape.context());
      expected.name("batch_tokens").value(plan.batchTokens());
      expected.name("minutes").value(plan.minutes()).name("phases").beginArray();
      for (var phase : plan.phases()) {
        expected.beginObject().name("until").value(phase.until());
        expected.name("longest").value(phase.longest()).name("sources").beginArray();
        for (var source : phase.sources()) {
          expected.beginObject().name("file").value(source.file());
          expected.name("share").value(source.share()).endObject();
        }
        expected.endArray().endObject();
      }
      expected.endArray().endObject();
    }

    var known = Json.parseObject(Files.readString(PyTorch.folder().resolve("plans.json")));

    assertThat(known).isEqualTo(Json.parseObject(expected.endObject().toString()));
  }
}
