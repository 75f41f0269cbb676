package dev.brisk.edit;

import java.util.Locale;
import java.util.Set;

/** What says where a block begins and ends in a language. */
public enum Nesting {
  /** Brackets: Java, C, JavaScript, Go, Rust, JSON, … */
  BRACKETS,
  /** Indentation: Python, YAML, Makefiles, …; leading white space has a meaning there. */
  INDENTATION,
  /** Neither is known: plain text. */
  NONE;

  private static final Set<String> INDENTED =
      Set.of(
          "py",
          "pyi",
          "python",
          "yaml",
          "yml",
          "makefile",
          "mk",
          "make",
          "md",
          "markdown",
          "rst",
          "haskell",
          "hs",
          "nim",
          "coffee",
          "coffeescript",
          "pug",
          "sass",
          "fs",
          "fsharp",
          "elm",
          "gd",
          "gdscript");

  private static final Set<String> BRACKETED =
      Set.of(
          "java",
          "kt",
          "kts",
          "kotlin",
          "scala",
          "groovy",
          "gradle",
          "c",
          "h",
          "cc",
          "cpp",
          "cxx",
          "hpp",
          "c++",
          "cs",
          "csharp",
          "c#",
          "js",
          "jsx",
          "mjs",
          "cjs",
          "javascript",
          "ts",
          "tsx",
          "typescript",
          "go",
          "rs",
          "rust",
          "swift",
          "dart",
          "php",
          "json",
          "jsonc",
          "css",
          "scss",
          "less",
          "proto",
          "zig",
          "d",
          "m",
          "mm",
          "objc",
          "objective-c",
          "glsl",
          "hlsl",
          "graphql",
          "tf",
          "hcl",
          "terraform");

  /** The nesting of the language called {@code name} ("java", "python", …), whatever its case. */
  public static Nesting ofLanguage(String name) {
    var key = name.strip().toLowerCase(Locale.ROOT);
    return INDENTED.contains(key) ? INDENTATION : BRACKETED.contains(key) ? BRACKETS : NONE;
  }

  /** The nesting of the language that the file name's ending stands for. */
  public static Nesting ofPath(String path) {
    var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return ofLanguage(name.substring(name.lastIndexOf('.') + 1));
  }
}
