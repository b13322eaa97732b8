// The ways in which a slow machine draws, in the order in which the engine takes to them, a line each.
const { Thrift } = await import(new URL("effects-thrift.js", location));
const thrift = new Thrift(false);
const lines = [];
const tell = () => {
  const { hasShine, every, isCanvas } = thrift.now;
  const line = `${thrift.sharpness > 0.25 ? "sharp" : "coarse"}, ${hasShine ? "shine" : "no shine"}, every ${every}${isCanvas ? ", canvas" : ""}\n`;
  if (lines.at(-1) !== line) lines.push(line);
};
tell();
for (let now = 50; now < 30000; now += 50) {
  thrift.judge(now);
  tell();
}
return lines.join("");
