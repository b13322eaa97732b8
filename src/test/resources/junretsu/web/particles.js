// How many particles an effect has in this browser, with its settings for motion. Argument: the effect's name.
const { showOf } = await import(new URL("effects.js", location));
return showOf(arguments[0], 1.78, 1).particles.count;
