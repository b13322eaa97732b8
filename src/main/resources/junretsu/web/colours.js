// The colour of a button whose label has none: one on screens, phones and the desk.
const COLOURS = ["#4aa8ff", "#ff5c5c", "#35c98d", "#ffd24a", "#c77dff", "#ff9f43", "#2dd4bf", "#f472b6", "#a3e635", "#fb7185", "#60a5fa", "#fbbf24"];

export const colourFor = button => COLOURS[button % COLOURS.length];
