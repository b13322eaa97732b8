package junretsu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import junretsu.SourceTree.Method;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks the source tree and keeps it tidy. The limits are ratchets: lower them when the tree allows. */
class TidyTest {
    private static final int METHOD_LINES_MAX = 45;
    private static final int FILE_LINES_MAX = 330;
    private static final int COLUMNS_MAX = 120;

    /** Methods that run for each datagram, line or batch. */
    private static final Map<String, List<String>> HOT = Map.ofEntries(
            Map.entry("NioReceiver", List.of("poll")),
            Map.entry("NioSender", List.of("send", "refuse")),
            Map.entry("Segmentation", List.of("prepare", "maxSegments")),
            Map.entry("Ring", List.of("request", "enter", "ready", "result", "flags", "userData", "advance")),
            Map.entry(
                    "LinuxSender", List.of("send", "settle", "isRefused", "isWorthRepeating", "isQueueFull", "refuse")),
            Map.entry(
                    "Messages",
                    List.of("payload", "length", "isTruncated", "segmentBytes", "resetControl", "datagrams")),
            Map.entry("MmsgReceiver", List.of("pollOpen", "deliver", "nothing")),
            Map.entry("MmsgSender", List.of("sendBatch", "fill")),
            Map.entry("UringReceiver", List.of("pollOpen", "takeCompletions", "deliver", "arm")),
            Map.entry("UringSender", List.of("sendBatch")),
            Map.entry("CounterBlock", List.of("add", "set", "get")),
            Map.entry(
                    "VoteCounter",
                    List.of("onPacket", "publish", "countInBlock", "countInLanes", "foldLanes", "addVotes")),
            Map.entry("VoteReceiver", List.of("doWork")),
            Map.entry("VotesSender", List.of("doWork", "sendSlice", "sendShort", "account", "onRefused")),
            Map.entry("LineParser", List.of("parse", "takePlainLines", "takeOtherLine", "classify", "eightDigits")),
            Map.entry("LineWriter", List.of("write")),
            Map.entry("BatchInserter", List.of("add", "readAhead")),
            Map.entry(
                    "JsonPull",
                    List.of(
                            "beginObject",
                            "nextElement",
                            "nextKey",
                            "readKey",
                            "isKey",
                            "readString",
                            "readLong",
                            "skip")),
            Map.entry("JsonScanner", List.of("token", "string", "shortString", "special", "word", "number", "copy")),
            Map.entry("JsonOpenKeys", List.of("openObject", "closeObject", "add", "isAmong", "isInTable", "isLast")),
            Map.entry("BodyParser", List.of("readItem", "take", "takeBlock", "add", "lineEnd")),
            Map.entry("ItemBlock", List.of("add", "find", "clear")),
            Map.entry("CountedTenant", List.of("fingerprint", "addOne")),
            Map.entry("ItemLog", List.of("add", "commit", "write")),
            Map.entry("Records", List.of("write", "putVarint", "next", "varint", "visit")),
            Map.entry("FrameBuffer", List.of("room", "frameBytes", "finish", "clear")),
            Map.entry("FrameInput", List.of("next", "isWhole", "skip", "has")),
            Map.entry("SetFiller", List.of("add", "flush")),
            Map.entry("SipHash", List.of("hash", "rest")),
            Map.entry("FingerprintSet", List.of("addAll", "readAhead", "part", "contains", "removeAll")),
            Map.entry("Part", List.of("touch", "add", "find", "home", "next", "word", "write", "remove", "copy")),
            Map.entry("items/set/Pages", List.of("get", "set")),
            Map.entry("NumberSet", List.of("word", "add")),
            Map.entry("LineTaker", List.of("take", "add", "log")),
            Map.entry("NumberReader", List.of("serve")),
            Map.entry("NumberSource", List.of("write", "number")),
            Map.entry("ItemSource", List.of("draw", "pick", "acknowledge", "number")),
            Map.entry("ItemNames", List.of("write", "word", "tenantOf", "writeDigits")),
            Map.entry("TenantMix", List.of("tenant")),
            Map.entry("load/http/HttpAnswer", List.of("begin", "received", "readBody")),
            Map.entry("WordModulus", List.of("multiply", "add", "subtract")),
            Map.entry("TwoDigits", List.of("multiply", "addAndSubtract", "add", "subtract", "copy")),
            Map.entry("ThreeDigits", List.of("multiply", "addAndSubtract", "add", "subtract", "copy")),
            Map.entry("ManyDigits", List.of("multiply", "addRow", "addAndSubtract", "add", "subtract", "copy")),
            Map.entry("TwoDigitCurve", List.of("twice", "sum", "accumulate")),
            Map.entry("AnyCurve", List.of("twice", "sum", "accumulate")),
            Map.entry("WordCurve", List.of("run", "twice", "sum")),
            Map.entry("SieveArray", List.of("begin", "sieveLarge", "sieveBlock", "scan")),
            Map.entry("CandidateDivision", List.of("divide", "divideBySmall", "divideByMiddle", "divideByLarge")),
            Map.entry("PolynomialValue", List.of("setValueAt", "removeTwos", "divide", "divideWords")),
            Map.entry("RequestBuffer", List.of("clearBody", "whole", "writeLength")),
            Map.entry("FairScheduler", List.of("next", "first", "charge", "settle", "requeue", "place")),
            Map.entry("TcpLoop", List.of("advance", "serve", "settle", "answered", "isServing", "wake")),
            Map.entry("AnsweredPeers", List.of("add", "drain")),
            Map.entry("TcpPeer", List.of("advance", "receive", "take", "takeHalf", "settle", "waitFor", "flush")),
            Map.entry("TcpReply", List.of("complete")),
            Map.entry("ReplyQueue", List.of("add", "removeFirst")),
            Map.entry("LineFraming", List.of("take", "lineFeed")),
            Map.entry("LineText", List.of("ascii", "quoted", "escape", "unicode", "wide", "pair")),
            Map.entry("LineKeys", List.of("find", "once")),
            Map.entry("CallerHeap", List.of("moved", "siftUp", "siftDown", "remove")),
            Map.entry("RememberedLogins", List.of("look", "tag")),
            Map.entry("load/socket/FrameReader", List.of("read", "takeHeader", "length", "takePayload", "deliver")),
            Map.entry("FrameWriter", List.of("write", "nextKey")),
            Map.entry("ClientSocket", List.of("send", "ready", "read")),
            Map.entry("Taps", List.of("send", "removeFirst", "at")),
            Map.entry("VoteRing", List.of("write", "count", "offset")),
            Map.entry("Voter", List.of("tap", "settle", "sendNext")),
            Map.entry("blast/crowd/CrowdSender", List.of("doWork", "tapDue")),
            Map.entry("NumberSender", List.of("step", "write")));

    private static final Pattern FORBIDDEN_WHEN_HOT = Pattern.compile(
            "synchronized|\\.format\\(|stream\\(|currentTimeMillis|System\\.(out|err)|Pattern|Long\\.valueOf|List<|Map<"
                    + "|new (?!\\w*(Exception|Error)\\()[A-Z]\\w*\\(");
    private static final Pattern FORBIDDEN_NAME = Pattern.compile("(Util|Utils|Helper|Manager|Impl|Misc)$");
    private static final Pattern LATE_NOUN = Pattern.compile("(What|Whether|How|Where|Why|When|That|Who|As in)\\b");
    private static final Pattern COMMENTED_OUT = Pattern.compile("^\\s*//.*[;{}]\\s*$");

    private static SourceTree source;

    @BeforeAll
    static void readTheSource() throws IOException {
        source = SourceTree.read();
    }

    @Test
    void methodsAndFilesStayShort() throws IOException {
        assertThat(source.methods()).hasSizeGreaterThan(1_000);
        assertThat(source.methods().stream()
                        .filter(method -> method.lines() > METHOD_LINES_MAX)
                        .map(method -> method.place() + " has " + method.lines() + " lines"))
                .isEmpty();
        for (Path file : source.files()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(FILE_LINES_MAX);
        }
    }

    @Test
    void linesFitTheColumnsOfTheEditor() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : source.files()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS_MAX) {
                    tooLong.add(file + ":" + (i + 1) + " has " + lines.get(i).length() + " columns");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void aJavadocBeginsWithTheThingItselfOrWhatItDoes() {
        assertThat(source.docs()).hasSizeGreaterThan(1_000);
        assertThat(source.docs().stream()
                        .filter(doc -> LATE_NOUN.matcher(doc.text()).lookingAt())
                        .map(doc -> doc.place() + ": "
                                + doc.text().lines().findFirst().orElse("")))
                .isEmpty();
    }

    @Test
    void hotMethodsDoNothingSlow() {
        HOT.forEach((type, names) -> {
            List<Method> hot = source.methods().stream()
                    .filter(method -> isIn(method, type))
                    .filter(method -> names.contains(method.name()))
                    .toList();
            assertThat(hot).extracting(Method::name).as(type).containsAll(names);
            for (Method method : hot) {
                assertThat(FORBIDDEN_WHEN_HOT.matcher(method.text()).results().map(match -> match.group()))
                        .as(method.place())
                        .isEmpty();
            }
        });
    }

    /** @param type a class's name, behind its package's where there are several of that name */
    private static boolean isIn(Method method, String type) {
        String name = type.substring(type.lastIndexOf('/') + 1);
        return method.type().equals(name)
                && (name.equals(type) || method.file().toString().endsWith("/" + type + ".java"));
    }

    @Test
    void noCodeIsCommentedOutAndNoNameSaysNothing() throws IOException {
        for (Path file : source.files()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).noneMatch(COMMENTED_OUT.asPredicate());
            String name = file.getFileName().toString().replace(".java", "");
            assertThat(FORBIDDEN_NAME.matcher(name).find()).as(name).isFalse();
        }
    }

    @Test
    void everyPackageSaysWhatComesInAndWhatGoesOut() {
        for (Path file : source.files()) {
            if (!file.getParent().endsWith("junretsu")) {
                assertThat(file.resolveSibling("package-info.java")).exists();
            }
        }
    }
}
