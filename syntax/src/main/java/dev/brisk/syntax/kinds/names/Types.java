package dev.brisk.syntax.kinds.names;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Types that could stand for another one. */
final class Types {
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("int", List.of("long", "short", "double", "Integer", "byte")),
          Map.entry("long", List.of("int", "double", "Long", "BigInteger")),
          Map.entry("short", List.of("int", "long")),
          Map.entry("byte", List.of("int", "short", "char")),
          Map.entry("float", List.of("double", "int", "Float")),
          Map.entry("double", List.of("float", "BigDecimal", "long", "Double")),
          Map.entry("boolean", List.of("Boolean", "AtomicBoolean")),
          Map.entry("char", List.of("int", "String", "Character")),
          Map.entry("Integer", List.of("Long", "int", "Number", "AtomicInteger")),
          Map.entry("Long", List.of("Integer", "long", "Number", "AtomicLong")),
          Map.entry("Boolean", List.of("boolean")),
          Map.entry("Double", List.of("double", "BigDecimal", "Number")),
          Map.entry("String", List.of("CharSequence", "Object", "StringBuilder", "Path", "URI")),
          Map.entry("CharSequence", List.of("String", "Object")),
          Map.entry("Object", List.of("String", "Number", "T")),
          Map.entry("StringBuilder", List.of("StringBuffer", "Appendable", "String")),
          Map.entry("StringBuffer", List.of("StringBuilder")),
          Map.entry("List", List.of("Collection", "Set", "Iterable", "ArrayList", "Queue")),
          Map.entry("ArrayList", List.of("LinkedList", "List", "ArrayDeque")),
          Map.entry("LinkedList", List.of("ArrayList", "List", "ArrayDeque")),
          Map.entry("Collection", List.of("List", "Set", "Iterable")),
          Map.entry("Set", List.of("Collection", "SortedSet", "List", "LinkedHashSet")),
          Map.entry("HashSet", List.of("LinkedHashSet", "TreeSet", "Set")),
          Map.entry("TreeSet", List.of("HashSet", "SortedSet")),
          Map.entry("Map", List.of("HashMap", "SortedMap", "ConcurrentMap", "LinkedHashMap")),
          Map.entry("HashMap", List.of("LinkedHashMap", "TreeMap", "Map", "ConcurrentHashMap")),
          Map.entry("LinkedHashMap", List.of("HashMap", "TreeMap")),
          Map.entry("TreeMap", List.of("HashMap", "SortedMap")),
          Map.entry("Iterator", List.of("ListIterator", "Iterable")),
          Map.entry("Iterable", List.of("Collection", "List", "Stream")),
          Map.entry("File", List.of("Path", "String")),
          Map.entry("Path", List.of("File", "String")),
          Map.entry("Date", List.of("Instant", "LocalDate", "long")),
          Map.entry("InputStream", List.of("BufferedInputStream", "Reader", "FileInputStream")),
          Map.entry("OutputStream", List.of("BufferedOutputStream", "Writer")),
          Map.entry("Reader", List.of("BufferedReader", "InputStream")),
          Map.entry("Class", List.of("Type", "Object")),
          Map.entry("void", List.of("int", "boolean", "String")));

  private static final List<String> EXCEPTIONS =
      List.of(
          "IllegalArgumentException",
          "IllegalStateException",
          "UnsupportedOperationException",
          "NullPointerException",
          "IndexOutOfBoundsException",
          "IOException",
          "UncheckedIOException",
          "RuntimeException",
          "NoSuchElementException",
          "ConcurrentModificationException",
          "ClassCastException",
          "NumberFormatException",
          "AssertionError",
          "Exception",
          "Throwable",
          "InterruptedException",
          "TimeoutException",
          "SQLException");

  private Types() {}

  /** Another type than {@code type}: one that is often meant instead, or a class of that style. */
  static String other(String type, RandomGenerator random) {
    var others = OTHERS.get(type);
    if (others == null || random.nextInt(8) == 0) {
      var all = List.of("Object", "String", "List", "Map", "Number", "Supplier", "Optional");
      var chosen = all.get(random.nextInt(all.size()));
      return chosen.equals(type) ? "Serializable" : chosen;
    }
    return others.get(random.nextInt(others.size()));
  }

  /** Another exception. */
  static String otherException(String type, RandomGenerator random) {
    while (true) {
      var chosen = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
      if (!chosen.equals(type)) {
        return chosen;
      }
    }
  }
}
