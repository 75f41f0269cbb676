package dev.brisk.edit.script;

/**
 * What may be said of one request so that every script applies: whatever it allows can be gone on
 * with, and where it may end the script applies exactly.
 */
final class ScriptGrammar implements OutputGrammar {
  private ScriptCursor said;

  ScriptGrammar(Notation notation) {
    said = new ScriptCursor(notation);
  }

  @Override
  public boolean allows(String piece) {
    return !piece.isEmpty() && said.copy().takes(piece);
  }

  @Override
  public boolean mayEnd() {
    return said.copy().ends();
  }

  @Override
  public void advance(String piece) {
    var next = said.copy();
    if (!next.takes(piece)) {
      throw new IllegalArgumentException("the grammar does not allow \"" + piece + "\" here");
    }
    said = next;
  }
}
