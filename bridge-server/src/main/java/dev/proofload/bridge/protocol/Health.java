package dev.proofload.bridge.protocol;

/**
 * How the bridge does.
 *
 * @param uptimeMillis milliseconds since it started
 * @param activeSessions sessions it holds
 * @param wsPort where its WebSocket listens
 * @param version which bridge it is
 */
public record Health(long uptimeMillis, int activeSessions, int wsPort, String version) {}
