package dev.brisk.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * One way to ask for an edit: text with {@code {slot}}, {@code {slot:q}} (in quotes now and then),
 * {@code (a|b)} (one of them) and {@code [a]} (or nothing). Parentheses without a bar are text, and
 * so is one of these characters behind a backslash.
 */
public final class Phrasing {
  /** A part of what is asked, and whether it is the phrasing's own rather than a slot's. */
  public record Segment(String text, boolean own) {}

  private static final java.util.regex.Pattern TOKEN =
      java.util.regex.Pattern.compile("[A-Za-z0-9_$]+|\\S");

  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Slot(String name, boolean quoted) implements Part {}

  private record Choice(List<List<Part>> options) implements Part {}

  private static final String[] QUOTES = {"", "", "", "`", "`", "'", "\""};

  private final String name;
  private final boolean unseen;
  private final List<Part> parts;
  private final Set<String> slots = new TreeSet<>();
  private final String template;
  private int at;

  /**
   * Parses a template.
   *
   * @param name such as "rename-local#7"
   * @param unseen whether training never sees it
   * @throws IllegalArgumentException if brackets do not match
   */
  public Phrasing(String name, boolean unseen, String template) {
    this.name = name;
    this.unseen = unseen;
    this.template = template;
    parts = sequence("");
    if (at < template.length()) {
      throw wrong("closes a bracket that is not open");
    }
  }

  /** The same, not held out. */
  Phrasing forTraining() {
    return new Phrasing(name, false, template);
  }

  /** The kind and the number of the phrasing. */
  public String name() {
    return name;
  }

  /** Whether it is held out from training. */
  public boolean unseen() {
    return unseen;
  }

  /** Whether it says the same words each time. */
  public boolean fixed() {
    return parts.stream().noneMatch(Choice.class::isInstance);
  }

  /** The slots that it may speak of. */
  public Set<String> slots() {
    return slots;
  }

  /** The phrasing's own words, with all choices. */
  public String ownText() {
    return template.replaceAll("\\{[^}]*\\}", " ");
  }

  /** What is asked; all slots must be in {@code values}. */
  public List<Segment> render(Map<String, String> values, RandomGenerator random) {
    var result = new ArrayList<Segment>();
    render(parts, values, random, result);
    return result;
  }

  /** The words of one way to ask, in small letters, with slots as tokens in braces. */
  public List<String> delexicalised(Map<String, String> values, RandomGenerator random) {
    var result = new ArrayList<String>();
    for (var segment : render(values, random)) {
      if (segment.own) {
        var matcher = TOKEN.matcher(segment.text);
        while (matcher.find()) {
          result.add(matcher.group().toLowerCase(java.util.Locale.ROOT));
        }
      } else {
        result.add(
            segment.text.substring(segment.text.indexOf('{'), segment.text.indexOf('}') + 1));
      }
    }
    return result;
  }

  private static void render(
      List<Part> parts, Map<String, String> values, RandomGenerator random, List<Segment> to) {
    for (var part : parts) {
      switch (part) {
        case Text text -> to.add(new Segment(text.text, true));
        case Slot slot -> {
          var quote = slot.quoted ? QUOTES[random.nextInt(QUOTES.length)] : "";
          var value = values.get(slot.name);
          if (value == null) {
            throw new IllegalArgumentException("the slot {" + slot.name + "} has no value");
          }
          to.add(new Segment(quote + value + quote, false));
        }
        case Choice choice ->
            render(choice.options.get(random.nextInt(choice.options.size())), values, random, to);
      }
    }
  }

  private List<Part> sequence(String until) {
    var result = new ArrayList<Part>();
    var text = new StringBuilder();
    while (at < template.length() && until.indexOf(template.charAt(at)) < 0) {
      var c = template.charAt(at++);
      switch (c) {
        case '\\' -> text.append(template.charAt(at++));
        case '{', '(', '[' -> {
          if (!text.isEmpty()) {
            result.add(new Text(text.toString()));
            text.setLength(0);
          }
          result.add(c == '{' ? slot() : choice(c));
        }
        case ')', ']', '}' -> throw wrong("closes a bracket that is not open");
        default -> text.append(c);
      }
    }
    if (!text.isEmpty()) {
      result.add(new Text(text.toString()));
    }
    return result;
  }

  private Slot slot() {
    var end = template.indexOf('}', at);
    if (end < 0) {
      throw wrong("does not close a slot");
    }
    var slot = template.substring(at, end);
    at = end + 1;
    var quoted = slot.endsWith(":q");
    var slotName = quoted ? slot.substring(0, slot.length() - 2) : slot;
    slots.add(slotName);
    return new Slot(slotName, quoted);
  }

  private Choice choice(char open) {
    var close = open == '(' ? ')' : ']';
    var options = new ArrayList<List<Part>>();
    if (open == '[') {
      options.add(List.of());
    }
    while (true) {
      options.add(sequence("|" + close));
      if (at == template.length()) {
        throw wrong("does not close a bracket");
      }
      if (template.charAt(at++) == close) {
        if (open == '(' && options.size() == 1) {
          options.getFirst().addFirst(new Text("("));
          options.getFirst().add(new Text(")"));
        }
        return new Choice(options);
      }
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "The phrasing " + name + " " + what + " at column " + (at + 1) + ": " + template);
  }
}
