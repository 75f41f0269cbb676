package dev.brisk.lab.client;

import dev.brisk.wire.json.JsonWriter;

/** {@code responses}: {@code POST /v1/responses} as a stream; the whole history goes each time. */
final class ResponsesApi extends EventApi {
  ResponsesApi(Target target) {
    super(target);
  }

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public boolean takes(Ask ask) {
    return !(ask instanceof Ask.Infill);
  }

  @Override
  String path() {
    return "/v1/responses";
  }

  @Override
  String body(Ask ask) {
    var json = new JsonWriter().beginObject();
    ResponseBody.write(json, target(), ask, ResponseBody.messages(ask));
    return json.member("stream", true).endObject().toString();
  }

  @Override
  Reader reader(Ask ask, Call call) {
    return new ResponseEvents(ask, call);
  }
}
