// Sharpness and step of thrift after frames in time with one hitch, after a first frame that is late, and after a minute in another tab.
const { Thrift } = await import(new URL("effects-thrift.js", location));
const smooth = Array(100).fill(16);
return [[...smooth, 700, ...smooth], [900, ...smooth], [...smooth, 60000, ...smooth]].map(gaps => {
  const thrift = new Thrift(false);
  let now = 1000;
  thrift.judge(now);
  for (const gap of gaps) thrift.judge(now += gap);
  return `${thrift.sharpness} ${thrift.step}`;
}).join(", ");
