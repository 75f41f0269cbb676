package dev.brisk.server.jinja;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions that every template may call: Jinja's, and those that transformers adds. */
final class Globals {
  static final Set<String> NAMES =
      Set.of("range", "dict", "namespace", "raise_exception", "strftime_now");

  /** As in Jinja's sandbox. */
  private static final int LONGEST_RANGE = 100_000;

  private Globals() {}

  /** The functions by name. */
  static Map<String, Object> functions(Clock clock) {
    Callable range = Globals::range;
    Callable dict = arguments -> mapping(arguments);
    Callable namespace = Globals::namespace;
    Callable raise =
        arguments -> {
          throw new TemplateException.Raised(
              Values.string(arguments.get(0, "message", Text.of("no reason given"))).string());
        };
    Callable now =
        arguments ->
            Text.of(
                strftime(
                    Values.text(arguments.require(0, "format")).string(),
                    ZonedDateTime.now(clock)));
    return Map.of(
        "range", range,
        "dict", dict,
        "namespace", namespace,
        "raise_exception", raise,
        "strftime_now", now);
  }

  private static Object range(Callable.Arguments arguments) {
    var one = arguments.count() < 2;
    var start = one ? 0 : Values.integer(arguments.require(0, "start"));
    var end = Values.integer(arguments.require(one ? 0 : 1, "stop"));
    var step = Values.integer(arguments.get(2, "step", 1L));
    if (step == 0) {
      throw new TemplateException("the step of a range is 0");
    }
    var numbers = new ArrayList<Object>();
    for (var i = start; step > 0 ? i < end : i > end; i += step) {
      numbers.add(i);
      if (numbers.size() > LONGEST_RANGE) {
        throw new TemplateException("a range has more than " + LONGEST_RANGE + " numbers");
      }
    }
    return numbers;
  }

  private static Map<Object, Object> mapping(Callable.Arguments arguments) {
    var map = new LinkedHashMap<Object, Object>();
    if (arguments.count() > 0 && arguments.positional().getFirst() instanceof Map<?, ?> given) {
      map.putAll(given);
    }
    arguments.named().forEach((name, value) -> map.put(Text.of(name), value));
    return map;
  }

  private static Namespace namespace(Callable.Arguments arguments) {
    var namespace = new Namespace();
    mapping(arguments).forEach((name, value) -> namespace.set(Values.string(name).string(), value));
    return namespace;
  }

  /** The C function of this name, in English; codes that are not known stay as they are. */
  private static String strftime(String format, ZonedDateTime now) {
    var out = new StringBuilder();
    for (var at = 0; at < format.length(); at++) {
      if (format.charAt(at) != '%' || at + 1 == format.length()) {
        out.append(format.charAt(at));
        continue;
      }
      var brief = format.charAt(at + 1) == '-' && at + 2 < format.length();
      at += brief ? 2 : 1;
      var pattern = pattern(format.charAt(at), brief);
      out.append(pattern.isEmpty() ? "%" + format.charAt(at) : written(pattern, now));
    }
    return out.toString();
  }

  private static String written(String pattern, ZonedDateTime now) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(now);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new TemplateException("the time cannot be written: " + e.getMessage());
    }
  }

  private static String pattern(char code, boolean unpadded) {
    return switch (code) {
      case 'Y' -> "yyyy";
      case 'y' -> "yy";
      case 'm' -> unpadded ? "M" : "MM";
      case 'd', 'e' -> unpadded ? "d" : "dd";
      case 'B' -> "MMMM";
      case 'b', 'h' -> "MMM";
      case 'A' -> "EEEE";
      case 'a' -> "EEE";
      case 'H' -> unpadded ? "H" : "HH";
      case 'I' -> unpadded ? "h" : "hh";
      case 'M' -> unpadded ? "m" : "mm";
      case 'S' -> unpadded ? "s" : "ss";
      case 'p' -> "a";
      case 'j' -> unpadded ? "D" : "DDD";
      case 'F' -> "yyyy-MM-dd";
      case 'T' -> "HH:mm:ss";
      case 'Z' -> "zzz";
      case 'z' -> "xx";
      case '%' -> "'%'";
      default -> "";
    };
  }
}
