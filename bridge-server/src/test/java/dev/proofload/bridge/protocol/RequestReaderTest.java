package dev.proofload.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static ChatRequest chat(String json) throws BadRequestException {
    return RequestReader.chat(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsAllFieldsTrimmedAndSkipsWhatItDoesNotKnow() throws BadRequestException {
    ChatRequest request =
        chat(
            """
            {"extra": {"deep": [1, {"message": "no"}]}, "user_id": " ada ", "username": " Ada L. ",
             "message": "  hello  ", "room": " Chapel "}""");

    assertThat(request).isEqualTo(new ChatRequest("ada", "Ada L.", "hello", "Chapel"));
  }

  @Test
  void whatIsNotGivenIsEmpty() throws BadRequestException {
    assertThat(chat("{\"user_id\":\"ada\",\"message\":\"hi\"}"))
        .isEqualTo(new ChatRequest("ada", "", "hi", ""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} | user_id required",
        "{\"user_id\": \"  \", \"message\": \"x\"} | user_id required",
        "{\"user_id\": \"a\"} | message required",
        "{\"user_id\": \"a\", \"message\": \" \\n \"} | message required",
        "{\"user_id\": 1, \"message\": \"x\"} | user_id must be a string",
        "{\"user_id\": null, \"message\": \"x\"} | user_id must be a string",
        "{\"user_id\": \"a\", \"message\": null} | message must be a string",
        "{\"user_id\": \"a\", \"message\": [\"x\"]} | message must be a string",
        "{\"user_id\": \"a\", \"message\": \"x\", \"room\": {}} | room must be a string",
        "{\"user_id\": \"a\", \"message\": \"x\", \"username\": true} | username must be a string",
        "{\"user_id\": \"a\\nb\", \"message\": \"x\"} | user_id must not contain control characters",
        "{\"user_id\": \"a\", \"message\": \"x\", \"room\": \"a\\u2028b\"} | room must not contain"
            + " control characters",
        "{\"user_id\": \"a\\ud800\", \"message\": \"x\"} | user_id must be well-formed Unicode",
        "[] | body must be a JSON object",
        "3 | body must be a JSON object",
        "{\"user_id\": \"a\", \"message\": \"x\"} {} | body goes on after the JSON object",
      })
  void saysWhatIsWrong(String json, String error) {
    assertThatThrownBy(() -> chat(json)).isInstanceOf(BadRequestException.class).hasMessage(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{\"user_id\": \"a\"", "nonsense", "{'a': 1}", "{\"a\":1,}"})
  void saysThatItIsNotJson(String body) {
    assertThatThrownBy(() -> chat(body)).hasMessageStartingWith("body is not valid JSON");
  }

  @Test
  void depthIsBounded() {
    String deep = "{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

    assertThatThrownBy(() -> chat(deep)).hasMessageStartingWith("body is not valid JSON");
  }

  @Test
  void namesAreCountedInCodePoints() throws BadRequestException {
    String emoji = "😀".repeat(128);

    assertThat(chat("{\"user_id\":\"" + emoji + "\",\"message\":\"x\"}").userId()).isEqualTo(emoji);
    assertThatThrownBy(() -> chat("{\"user_id\":\"" + emoji + "a\",\"message\":\"x\"}"))
        .hasMessage("user_id must be at most 128 characters long, not 129");
  }

  @Test
  void aBrokenEmojiInAMessageIsNoReasonToRefuseIt() throws BadRequestException {
    String json = "{\"user_id\":\"a\",\"message\":\"help \\ud83d me \\ud83d\\ude00 \\ude00\"}";

    assertThat(chat(json).message()).isEqualTo("help \ufffd me 😀 \ufffd");
  }

  @Test
  void anErrorAfterAValidUserIdKnowsWhoItWas() {
    var error = assertThrows(BadRequestException.class, () -> chat("{\"user_id\":\"ada\"}"));

    assertThat(error.userId()).isEqualTo("ada");
    assertThat(error.getStackTrace()).isEmpty();
  }

  @Test
  void aFrameWithoutTypeIsAChat() throws BadRequestException {
    assertThat(RequestReader.frame("ada", "{\"message\": \" hi \"}"))
        .isEqualTo(new SocketRequest.Chat("hi", false));
    assertThat(RequestReader.frame("ada", "{\"type\":\"chat\",\"message\":\"hi\"}"))
        .isEqualTo(new SocketRequest.Chat("hi", false));
    assertThat(RequestReader.frame("ada", "{\"type\":\"move\",\"room\":\" Chapel\"}"))
        .isEqualTo(new SocketRequest.Move("Chapel"));
    assertThat(RequestReader.frame("ada", "{\"message\":\"hi\",\"stream\":true}"))
        .isEqualTo(new SocketRequest.Chat("hi", true));
    assertThat(RequestReader.frame("ada", "{\"message\":\"hi\",\"stream\":false}"))
        .isEqualTo(new SocketRequest.Chat("hi", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"true\"", "{}", "[true]"})
  void streamIsABoolean(String value) {
    assertThatThrownBy(
            () -> RequestReader.frame("ada", "{\"message\":\"hi\",\"stream\":" + value + "}"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("stream must be true or false");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"type\": \"move\"} | room required",
        "{\"type\": \"move\", \"room\": 7} | room must be a string",
        "{\"type\": \"chat\"} | message required",
        "{\"type\": 1, \"message\": \"x\"} | type must be a string",
        "{\"type\": \"dance\"} | type must be \"chat\" or \"move\"",
        "[] | frame must be a JSON object",
      })
  void saysWhatIsWrongWithAFrame(String frame, String error) {
    assertThatThrownBy(() -> RequestReader.frame("ada", frame)).hasMessage(error);
  }
}
