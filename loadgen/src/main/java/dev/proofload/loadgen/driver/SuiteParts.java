package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.Script;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a suite brings.
 *
 * @param start is told when the load begins
 * @param script of each user
 * @param dialect makes one for each event loop
 * @param lane opens one for each event loop, and one for the onlooker
 * @param meetingSize how many users, from the first, take part in the meeting
 * @param limited whether some users are to be driven over the server's rate limit in the end
 * @param judged whether anything is made of what is seen; if not, nobody looks on meanwhile
 * @param streams whether what the server tells of its streams is looked at, judged or not
 */
public record SuiteParts(
    LoadStart start,
    IntFunction<Script> script,
    Supplier<Dialect> dialect,
    Supplier<HistoryLane> lane,
    int meetingSize,
    boolean limited,
    boolean judged,
    boolean streams) {}
