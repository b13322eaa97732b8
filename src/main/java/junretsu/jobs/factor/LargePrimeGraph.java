package junretsu.jobs.factor;

import java.util.Arrays;

/**
 * The large primes of relations as a graph: primes and 1 are vertices, a relation is the edge between its two. Around
 * a cycle each prime occurs twice, so the product of its relations is free of them (Lenstra and Manasse, "Factoring
 * with two large primes", 1994). A forest of trees is kept; an edge within a tree closes a cycle.
 */
final class LargePrimeGraph {
    private static final int NONE = -1;

    private final LongTable vertices = new LongTable();

    /** By vertex, the next one on the way to its tree's root, and the relation that is the edge to it. */
    private int[] parents = new int[1_024];

    private int[] edges = new int[1_024];

    LargePrimeGraph() {
        vertex(1);
    }

    private int vertex(int prime) {
        int known = vertices.size();
        int vertex = vertices.numberOf(prime);
        if (vertex == known) {
            if (vertex == parents.length) {
                parents = Arrays.copyOf(parents, 2 * vertex);
                edges = Arrays.copyOf(edges, 2 * vertex);
            }
            parents[vertex] = NONE;
        }
        return vertex;
    }

    /** Adds the edge between two numbers that differ; returns the relations of the cycle that it closes, or null. */
    int[] add(int p, int q, int relation) {
        int known = vertices.size();
        int u = vertex(p);
        int v = vertex(q);
        if (u >= known) {
            hang(u, v, relation);
        } else if (v >= known) {
            hang(v, u, relation);
        } else if (root(u) != root(v)) {
            boolean isTreeOfOne = root(u) == 0;
            int moved = isTreeOfOne ? v : u;
            turn(moved);
            hang(moved, isTreeOfOne ? u : v, relation);
        } else {
            return cycle(u, v, relation);
        }
        return null;
    }

    private void hang(int root, int parent, int relation) {
        parents[root] = parent;
        edges[root] = relation;
    }

    private int root(int vertex) {
        int root = vertex;
        while (parents[root] != NONE) {
            root = parents[root];
        }
        return root;
    }

    /** Makes a vertex the root of its tree. */
    private void turn(int vertex) {
        int child = NONE;
        int edge = NONE;
        int at = vertex;
        while (at != NONE) {
            int parent = parents[at];
            int edgeToParent = edges[at];
            parents[at] = child;
            edges[at] = edge;
            child = at;
            edge = edgeToParent;
            at = parent;
        }
    }

    private int[] cycle(int u, int v, int relation) {
        GrowingInts cycle = new GrowingInts();
        cycle.add(relation);
        int x = u;
        int y = v;
        int depthX = depth(u);
        int depthY = depth(v);
        while (x != y) {
            if (depthX >= depthY) {
                cycle.add(edges[x]);
                x = parents[x];
                depthX--;
            } else {
                cycle.add(edges[y]);
                y = parents[y];
                depthY--;
            }
        }
        return cycle.toArray();
    }

    private int depth(int vertex) {
        int depth = 0;
        for (int at = vertex; parents[at] != NONE; at = parents[at]) {
            depth++;
        }
        return depth;
    }
}
