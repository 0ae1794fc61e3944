package dev.proofload.loadgen.bench;

/**
 * Opens WebSockets of users who sit in rooms of ten, says so, and holds them until it is killed.
 */
final class IdleSockets {
  private static final int PER_ROOM = 10;

  private IdleSockets() {}

  /** Arguments: the bridge's URL, its WebSocket port, and how many. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[2]);
    RawReaders readers = new RawReaders(args[0], Integer.parseInt(args[1]));
    for (int i = 0; i < count; i++) {
      readers.say("u" + i, "hi", "r" + i / PER_ROOM);
    }
    System.out.println("there are sessions");
    // Until the bridge has been looked at without sockets.
    if (System.in.read() < 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      readers.open("u" + i, true);
    }
    System.out.println("there are sockets");
    while (System.in.read() >= 0) {
      // Until standard input ends.
    }
    readers.close();
  }
}
