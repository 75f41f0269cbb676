package dev.brisk.syntax.kinds.names;

import dev.brisk.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names that a developer could choose: parts of names of the file, and common words. */
final class NewNames {
  private static final String[] COMMON =
      ("count total index result value name items buffer key size limit offset start end length"
              + " current next previous first last left right parent child node entry list map set"
              + " source target input output reader writer stream path file line text message error"
              + " status state type kind mode level id user account order price amount date time"
              + " timeout delay retry max min sum average score rank weight width height depth flag"
              + " enabled visible active valid empty ready done closed open cache pool queue stack"
              + " token session request response header body content data record row column table"
              + " field query filter matcher builder factory handler listener callback task job"
              + " worker thread lock event context config options settings version number code"
              + " prefix suffix format pattern label title description owner group role")
          .split(" ");
  private static final String[] VERBS =
      ("get set is has find load save read write add remove create build compute update check"
              + " parse format convert apply handle process resolve fetch open close start stop"
              + " reset clear init validate collect merge split copy count")
          .split(" ");
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do double"
                  + " else enum extends final finally float for goto if implements import int"
                  + " interface instanceof long native new package private protected public return"
                  + " short static super switch synchronized this throw throws transient try void"
                  + " volatile while true false null record yield var sealed permits strictfp")
              .split(" "));
  private static final Pattern HUMP = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");
  private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_]\\w{2,}\\b");

  private NewNames() {}

  /** A name in the style of {@code old} that no word of the file is. */
  static String like(String old, SourceFile file, RandomGenerator random) {
    for (var attempt = 0; ; attempt++) {
      var parts = parts(old, file, random, attempt);
      var name = styled(old, parts);
      if (!name.equals(old) && !contains(file.text(), name) && !isReserved(name)) {
        return name;
      }
    }
  }

  /** Whether {@code word} stands in {@code text} as a whole word. */
  static boolean contains(String text, String word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      var end = at + word.length();
      if ((at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
          && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> parts(
      String old, SourceFile file, RandomGenerator random, int attempt) {
    var humps = new ArrayList<String>();
    var matcher = HUMP.matcher(old);
    while (matcher.find()) {
      humps.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    var verb = !humps.isEmpty() && List.of(VERBS).contains(humps.getFirst());
    var result = new ArrayList<String>();
    var dice = random.nextInt(5);
    if (dice == 0 && !humps.isEmpty() && humps.size() < 4) {
      result.addAll(humps);
      result.add(random.nextInt(2), word(file, random));
    } else if (dice == 1 && humps.size() > 1) {
      result.addAll(humps);
      result.set(random.nextInt(result.size()), word(file, random));
    } else {
      var count = 1 + random.nextInt(attempt > 3 ? 3 : 2);
      for (var i = 0; i < count; i++) {
        result.add(word(file, random));
      }
      if (verb) {
        result.addFirst(VERBS[random.nextInt(VERBS.length)]);
      }
    }
    return result;
  }

  private static String word(SourceFile file, RandomGenerator random) {
    if (random.nextInt(3) > 0) {
      return COMMON[random.nextInt(COMMON.length)];
    }
    // A word near a random place of the file, cut at its humps.
    var matcher = WORD.matcher(file.text());
    if (!matcher.find(random.nextInt(Math.max(1, file.text().length() - 200)))) {
      return COMMON[random.nextInt(COMMON.length)];
    }
    var hump = HUMP.matcher(matcher.group());
    return hump.find() && hump.group().length() > 2
        ? hump.group().toLowerCase(Locale.ROOT)
        : COMMON[random.nextInt(COMMON.length)];
  }

  private static String styled(String old, List<String> parts) {
    if (old.equals(old.toUpperCase(Locale.ROOT)) && old.length() > 1) {
      return String.join("_", parts).toUpperCase(Locale.ROOT);
    }
    var result = new StringBuilder();
    for (var part : parts) {
      result.append(result.isEmpty() ? part : capital(part));
    }
    return Character.isUpperCase(old.charAt(0)) ? capital(result.toString()) : result.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }
}
