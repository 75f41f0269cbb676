package dev.brisk.lab.workload;

import dev.brisk.edit.EditRequest;
import dev.brisk.lab.client.Call;
import dev.brisk.lab.load.Salt;
import dev.brisk.lab.quality.CaseAnswer;
import dev.brisk.wire.json.JsonObject;

/**
 * An edit that somebody made, with the words for it.
 *
 * @param firstLine of the smallest range of {@code before} that holds all changes, from 1
 * @param lastLine of it; one less for an insertion
 */
record EditCase(
    String id,
    String path,
    String instruction,
    String before,
    String after,
    int firstLine,
    int lastLine) {
  static EditCase read(JsonObject json) {
    var span = json.requireObject("edit_span");
    return new EditCase(
        json.requireText("id"),
        json.requireText("path"),
        json.requireText("instruction"),
        json.requireText("before"),
        json.requireText("after"),
        span.requireInteger("startLine"),
        span.requireInteger("endLine"));
  }

  /**
   * What is asked. The salt is a folder in the path, which stands at the head of chat prompts and
   * changes no line.
   */
  EditRequest request(RegionChoice region, Salt salt) {
    return request(region, salt, instruction);
  }

  EditRequest request(RegionChoice region, Salt salt, String words) {
    var salted = salt.word().isEmpty() ? path : salt.word() + "/" + path;
    return EditRequest.of(salted, before, region.of(this), words);
  }

  /** What came, to be judged. */
  CaseAnswer judged(Call call) {
    var note = call.edited().isPresent() ? "" : "The answer is no edit that can be applied.";
    return new CaseAnswer.Edited(path, before, after, call.edited(), note);
  }
}
