package dev.brisk.server.jinja;

import java.util.List;

/** A macro that has been defined: what its body writes. */
record Macro(String name, List<Parameter> parameters, Statement body, Scope scope)
    implements Callable {
  /** What it takes, and what stands for it where it is not given. */
  record Parameter(String name, Expression otherwise) {}

  @Override
  public Object call(Arguments arguments) {
    if (arguments.count() > parameters.size()) {
      throw new TemplateException(
          "the macro '%s' takes %d arguments, not %d"
              .formatted(name, parameters.size(), arguments.count()));
    }
    for (var given : arguments.named().keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
        throw new TemplateException("the macro '%s' has no '%s'".formatted(name, given));
      }
    }
    scope.enter();
    var inner = scope.inner();
    for (var i = 0; i < parameters.size(); i++) {
      var parameter = parameters.get(i);
      inner.set(
          parameter.name(),
          arguments.has(i, parameter.name())
              ? arguments.get(i, parameter.name(), None.NONE)
              : parameter.otherwise().value(inner));
    }
    var written = new TextBuilder();
    var _ = body.run(inner, written);
    scope.leave();
    return written.build();
  }
}
