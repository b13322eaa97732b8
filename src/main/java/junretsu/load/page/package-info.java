/**
 * Series and histograms come in; charts for a page without scripts go out, as SVG that fills the width that it is given
 * and whose letters keep their size. Knows nothing of loads.
 */
package junretsu.load.page;
