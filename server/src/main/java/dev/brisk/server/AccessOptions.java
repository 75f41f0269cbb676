package dev.brisk.server;

import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.http.Door;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code brisk serve} takes on where it listens and who may come. */
final class AccessOptions {
  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = {
        "Listen on this address besides 127.0.0.1, such as 0.0.0.0 for all; keys are demanded there",
        "(brisk keys create)."
      })
  private @Nullable String bind;

  @Option(
      names = "--require-key",
      description = "Demand a key of the programs of this machine, too.")
  private boolean requireKey;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name that clients reach this machine by; may be given again.")
  private List<String> hosts = List.of();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "A web page that may use the server, such as http://localhost:3000; may be given again.")
  private List<String> origins = List.of();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The certificate and what it was signed with, in PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key of the certificate, in PEM (PKCS#8).")
  private @Nullable Path key;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Looks whether the options can be meant. */
  void check() {
    require(
        (certificate == null) == (key == null),
        "--tls-cert and --tls-key belong together; give both");
    origins.forEach(
        origin ->
            require(
                origin.matches("https?://[^/]+"),
                "--allow-origin takes an origin such as http://localhost:3000, without a path"));
  }

  /** The door for the programs of this machine. */
  Door local() {
    return new Door(
        Door.local().address(), requireKey, Set.of(), Set.copyOf(origins), Optional.empty());
  }

  /**
   * The other door, if there is to be one.
   *
   * @throws CommandException if nobody could come in by it, or an option cannot be used
   */
  Optional<Door> other(KeyStore keys) {
    if (bind == null && certificate == null) {
      checkKeys(keys, requireKey);
      return Optional.empty();
    }
    var tls =
        certificate == null || key == null
            ? Optional.<SSLContext>empty()
            : Optional.of(Certificates.load(certificate, key));
    var address = bind == null ? Door.local().address() : address(bind);
    boolean needsKey = requireKey || !address.isLoopbackAddress();
    checkKeys(keys, needsKey);
    var names =
        hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return Optional.of(new Door(address, needsKey, names, Set.copyOf(origins), tls));
  }

  /** Says where else the server listens, and warns if others can listen too. */
  void announce(Door door, int port, CommandLine line) {
    if (door.isLocal() && door.tls().isEmpty()) {
      return;
    }
    line.getOut()
        .printf(
            "listening on %s://%s:%d, %s%n",
            door.tls().isPresent() ? "https" : "http",
            door.address().getHostAddress(),
            port,
            door.needsKey() ? "for those who have a key" : "without keys");
    if (door.tls().isEmpty()) {
      line.getErr()
          .println(
              "WARNING: without TLS, everybody on the way can read the keys and the code that are sent; give --tls-cert and --tls-key, or put a proxy with TLS before it.");
    }
  }

  private static void checkKeys(KeyStore keys, boolean needed) {
    if (needed && !keys.hasKeys()) {
      throw new CommandException(
          "A key is demanded of whoever comes, but there is none; make one first with: brisk keys create --tier standard");
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new CommandException(
          "The address " + text + " of --bind is unknown; give one of this machine's, or 0.0.0.0.",
          e);
    }
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
