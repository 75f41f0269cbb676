import java.util.List;

/** What follows the name of a measurement: {@code --json}, {@code --NAME VALUE}. */
record Options(List<String> words) {
  static Options of(String[] args) {
    return new Options(List.of(args).subList(1, args.length));
  }

  boolean json() {
    return words.contains("--json");
  }

  /** The value of {@code --NAME}, or something else where it is not given. */
  String text(String name, String otherwise) {
    int at = words.indexOf("--" + name);
    return at < 0 ? otherwise : words.get(at + 1);
  }

  double number(String name, double otherwise) {
    return Double.parseDouble(text(name, Double.toString(otherwise)));
  }
}
