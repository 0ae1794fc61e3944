package dev.proofload.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  @Test
  void readsEveryCommandInAnyCaseAndKeepsTheCaseOfTheText() {
    assertThat(Command.parse("LOOK")).isEqualTo(new Command.Look());
    assertThat(Command.parse("l")).isEqualTo(new Command.Look());
    assertThat(Command.parse("Who")).isEqualTo(new Command.Who());
    assertThat(Command.parse("SAY  Hello You")).isEqualTo(new Command.Say("Hello You"));
    assertThat(Command.parse("move The Tower")).isEqualTo(new Command.Move("The Tower"));
    assertThat(Command.parse("Go\tChapel")).isEqualTo(new Command.Move("Chapel"));
    assertThat(Command.parse("goto Chapel")).isEqualTo(new Command.Move("Chapel"));
    assertThat(Command.parse("emote Waves")).isEqualTo(new Command.Emote("Waves"));
    assertThat(Command.parse("/ME waves")).isEqualTo(new Command.Emote("waves"));
    assertThat(Command.parse("whisper Bob  Psst, you"))
        .isEqualTo(new Command.Whisper("Bob", "Psst, you"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "look around",
        "who is there",
        "say",
        "move",
        "go",
        "emote",
        "whisper",
        "whisper bob",
        "looking",
        "hello there",
        "saying hi",
        "/mean it"
      })
  void anythingElseIsTalk(String message) {
    assertThat(Command.parse(message)).isEqualTo(new Command.Talk(message));
  }
}
