package dev.proofload.bridge.protocol;

/**
 * One open socket at one instant.
 *
 * @param streamId rises by one from socket to socket, from 1
 * @param userId whose it is
 * @param fill how full the outbox is, 0 to 1, by messages or by bytes, whichever is more; more than
 *     1 if a message alone is larger than all of it
 * @param queuedBytes payload of the messages that wait, those of the connection itself included
 * @param sendMeanNanos how long a message took to be taken, on average
 * @param sendP99Nanos the time within which 99% of them were taken, to one digit
 * @param slowEvents messages that took longer than 500 ms
 * @param openedMillis when, in milliseconds since the epoch
 */
public record StreamRow(
    long streamId,
    String userId,
    StreamState state,
    double fill,
    StreamCounts counts,
    long queuedBytes,
    double sendMeanNanos,
    double sendP99Nanos,
    long slowEvents,
    long openedMillis) {}
