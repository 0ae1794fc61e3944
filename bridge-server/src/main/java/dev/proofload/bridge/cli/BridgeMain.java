package dev.proofload.bridge.cli;

/** Entry point. */
public final class BridgeMain {
  private BridgeMain() {}

  public static void main(String[] args) {
    System.out.println("bridge");
  }
}
