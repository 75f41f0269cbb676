package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One edit on a connection: its events come out of {@link #next()}, read by one thread; {@link
 * #cancel()} and {@link #redirect} may be called from any thread.
 */
public final class EditCall {
  private final EditClient client;
  private final String id;
  private final BlockingQueue<EditServerEvent> events = new LinkedBlockingQueue<>();
  private volatile int attempt = 1;
  private @Nullable EditServerEvent last;

  EditCall(EditClient client, String id) {
    this.client = client;
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** The attempt asked for last: 1, and one more for every redirect. */
  public int attempt() {
    return attempt;
  }

  /**
   * Waits for the next event. The last one is the completion or failure of the attempt asked for
   * last (see {@link #isLast}); from then on this returns that one again, until a redirect. A lost
   * connection is a failure with code {@link EditFailed#CONNECTION_LOST}.
   */
  public EditServerEvent next() throws InterruptedException {
    if (last != null && isLast(last)) {
      return last;
    }
    last = events.take();
    return last;
  }

  /** Whether no event will follow this one unless the call is redirected. */
  public boolean isLast(EditServerEvent event) {
    // Attempt 0 says that the server does not know the edit, so nothing else will come.
    return event.endsAttempt()
        && (event.attempt() >= attempt || event.attempt() == 0 || isConnectionLost(event));
  }

  /**
   * Asks the server to stop; the last event is then a failure with code {@link
   * EditFailed#CANCELLED}.
   */
  public void cancel() {
    client.send(this, new EditCancel(id));
  }

  /** Asks for another attempt with a new instruction, whether the present one has ended or not. */
  public void redirect(String instruction) {
    synchronized (this) {
      client.remember(this);
      // Counted before it is sent, so that the end of the old attempt is not taken for the last
      // event.
      attempt++;
    }
    client.send(this, new EditRedirect(id, instruction));
  }

  synchronized void accept(EditServerEvent event) {
    // First, so that whoever has seen the end may use the id again.
    if (isLast(event)) {
      client.forget(this);
    }
    events.add(event);
  }

  private static boolean isConnectionLost(EditServerEvent event) {
    return event instanceof EditFailed failed && failed.code().equals(EditFailed.CONNECTION_LOST);
  }
}
