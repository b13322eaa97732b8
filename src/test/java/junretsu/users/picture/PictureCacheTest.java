package junretsu.users.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureCacheTest {
    private final PictureCache cache = new PictureCache(100);

    @Test
    void thoseThatWereNotUsedForLongestMakeRoom() {
        cache.put("a", new byte[40]);
        cache.put("b", new byte[40]);
        assertThat(cache.get("a")).hasSize(40);
        cache.put("c", new byte[40]);
        assertThat(cache.get("b")).isNull();
        assertThat(cache.get("a")).isNotNull();
        assertThat(cache.get("c")).isNotNull();
    }

    @Test
    void aPictureThatIsPutAgainCountsOnce() {
        cache.put("a", new byte[60]);
        cache.put("a", new byte[60]);
        cache.put("b", new byte[40]);
        assertThat(cache.get("a")).isNotNull();
        cache.put("c", new byte[101]);
        assertThat(cache.get("a")).isNull();
        assertThat(cache.get("c")).isNull();
    }
}
