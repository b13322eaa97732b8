/** Floor 0: JSON and the text format of Prometheus. Values come in and text goes out, or the other way round. */
package junretsu.text;
