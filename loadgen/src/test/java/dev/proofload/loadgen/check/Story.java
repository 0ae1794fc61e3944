package dev.proofload.loadgen.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;

/** Made-up operations and answers of the users 0 to 99 of one run, for checks to judge. */
final class Story {
  static final String HELP = "You matter. US: " + CrisisCheck.HELP + ", at any hour";

  final Names names = Names.plain("abcd1234", 5);
  final Steps steps = new Steps(names, 1_000);

  /** A nonce follows from user and number, so that two operations never share a marker. */
  Operation operation(OperationKind kind, int user, int sequence, Rendezvous rendezvous) {
    Operation operation = new Operation(user);
    operation.set(kind, sequence, user * 1_000 + sequence, 2, 0, rendezvous);
    return operation;
  }

  Operation chat(int user, int sequence) {
    return operation(OperationKind.CHAT, user, sequence, Rendezvous.NONE);
  }

  Operation crisis(int user, int sequence) {
    return operation(OperationKind.CRISIS, user, sequence, Rendezvous.NONE);
  }

  Operation arrive(int user) {
    return operation(OperationKind.CHAT, user, 10, Rendezvous.ARRIVE);
  }

  Operation look(int user) {
    return operation(OperationKind.LOOK, user, 11, Rendezvous.LOOK);
  }

  /** A fetch of the events of the user {@code of}. */
  Operation drain(int user, int of) {
    Operation operation = operation(OperationKind.DRAIN, user, 20, Rendezvous.NONE);
    operation.aim(of);
    return operation;
  }

  /** A read of the history of the user {@code of} by the onlooker. */
  Operation history(int of) {
    Operation operation = new Operation(Operation.NOBODY);
    operation.set(OperationKind.HISTORY, 0, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    operation.aim(of);
    return operation;
  }

  String id(int user) {
    return names.id(user);
  }

  static String marker(Operation operation) {
    byte[] marker = new byte[Marker.LENGTH];
    Marker.write(operation, marker, 0);
    return new String(marker, US_ASCII);
  }

  /** What a right server answers: the message itself. */
  Observation echo(Operation operation) {
    return answer(operation.user(), "[x@Tower] received: " + marker(operation) + " hello (msg #1)");
  }

  Observation answer(int user, String text) {
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    seen.userId(id(user));
    seen.text(text);
    return seen;
  }

  /** An event frame. */
  Observation event(int from, String text) {
    Observation seen = new Observation();
    seen.type(Observation.Type.DELIVERY);
    seen.event(true);
    seen.text(text);
    seen.events()
        .add(new Observation.Event(false, 1, id(from), names.username(from), "Tower", text));
    return seen;
  }

  Observation counted(int user, int messages) {
    Observation seen = answer(user, "text");
    seen.messageCount(messages);
    return seen;
  }

  Observation help(int user) {
    Observation seen = answer(user, HELP);
    seen.crisis(true);
    return seen;
  }

  /** What a look shows: these users in a list, and those by name in the text. */
  Observation view(int self, String names, int... users) {
    Observation seen = answer(self, "You are in Meeting. You see: " + names + ".");
    for (int user : users) {
      seen.occupants().add(new Observation.Occupant(id(user), this.names.username(user)));
    }
    return seen;
  }

  /** A list of all sessions: of these users, each with so many messages. */
  Observation sessions(int messages, int... users) {
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    for (int user : users) {
      seen.sessions().add(new Observation.Session(id(user), "Tower", messages));
    }
    return seen;
  }

  /** The same, as it comes over a socket to who has nothing in flight there. */
  Observation pushed(Observation seen) {
    seen.type(Observation.Type.DELIVERY);
    return seen;
  }

  static Observation nothing() {
    return new Observation();
  }

  static void ok(Check check, Operation operation, Observation seen) {
    ended(check, operation, Outcome.OK, seen);
  }

  static void ended(Check check, Operation operation, Outcome outcome, Observation seen) {
    check.completed(operation, outcome, 1_500, 2_500, seen);
  }
}
