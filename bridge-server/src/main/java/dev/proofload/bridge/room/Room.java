package dev.proofload.bridge.room;

import dev.proofload.bridge.protocol.Occupants;

/**
 * Who is in one room. The members stand in an array sorted by user id that is never changed, only
 * replaced, so that a view of it costs nothing. Not thread-safe: guarded by the register's lock.
 */
final class Room {
  private final String name;
  private Member[] members = {};
  private Occupants<Member> view = new Occupants<>(members);

  Room(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return members.length == 0;
  }

  Occupants<Member> members() {
    return view;
  }

  void add(Member member) {
    int at = -1 - indexOf(member.userId());
    Member[] more = new Member[members.length + 1];
    System.arraycopy(members, 0, more, 0, at);
    more[at] = member;
    System.arraycopy(members, at, more, at + 1, members.length - at);
    replaceBy(more);
  }

  void remove(String userId) {
    int at = indexOf(userId);
    Member[] fewer = new Member[members.length - 1];
    System.arraycopy(members, 0, fewer, 0, at);
    System.arraycopy(members, at + 1, fewer, at, fewer.length - at);
    replaceBy(fewer);
  }

  void replace(Member member) {
    Member[] same = members.clone();
    same[indexOf(member.userId())] = member;
    replaceBy(same);
  }

  private void replaceBy(Member[] next) {
    members = next;
    view = new Occupants<>(next);
  }

  private int indexOf(String userId) {
    int low = 0;
    int high = members.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = members[middle].userId().compareTo(userId);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }
}
