package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BuildInfoTest {
  @Test
  void namesTheCommitThatTheBuildFound() throws IOException {
    assertThat(BuildInfo.commit(file("commit=0123456789ab"))).isEqualTo("0123456789ab");
    assertThat(BuildInfo.commit(file("commit=0123456789ab-dirty"))).isEqualTo("0123456789ab-dirty");
  }

  @Test
  void ownsUpToKnowingNone() throws IOException {
    assertThat(BuildInfo.commit(null)).isEqualTo("unknown");
    assertThat(BuildInfo.commit(file(""))).isEqualTo("unknown");
    assertThat(BuildInfo.commit(file("commit="))).isEqualTo("unknown");
    assertThat(BuildInfo.commit(file("commit=${commit}"))).isEqualTo("unknown");
  }

  @Test
  void thisBuildWroteOneDown() {
    assertThat(BuildInfo.read().commit()).matches("unknown|[0-9a-f]{7,64}(-dirty)?");
    assertThat(BuildInfo.class.getResource("build.properties")).isNotNull();
  }

  private static InputStream file(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
