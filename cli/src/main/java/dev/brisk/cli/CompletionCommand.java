package dev.brisk.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brisk completion}: a script that completes the command line in a shell. */
@Command(
    name = "completion",
    description = "Writes a script that completes commands and options in bash or zsh.",
    footer = {
      "%nExamples:",
      "  source <(brisk completion bash)",
      "  brisk completion zsh > ~/.brisk-completion && echo 'source ~/.brisk-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Runnable {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Mixin final HelpOption help = new HelpOption();

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The shells. */
  enum Shell {
    BASH,
    ZSH
  }

  @Override
  public void run() {
    var line = Brisk.commandLine(surroundings);
    // picocli's script is one for both: in zsh it loads bashcompinit by itself, which needs
    // compinit.
    if (shell == Shell.ZSH) {
      surroundings.out().println("autoload -U +X compinit && compinit");
    }
    surroundings.out().println(AutoComplete.bash("brisk", line));
  }
}
