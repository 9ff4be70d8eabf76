namespace Connector.Sandbox.Pictures;

/// <summary>The code lengths of a Huffman code.</summary>
internal static class HuffmanLengths
{
    /// <summary>A length for each symbol that occurs. Rare symbols are taken for less rare until no code is too long.</summary>
    public static int[] Of(IReadOnlyList<int> counts, int longest)
    {
        for (var least = 1; ; least *= 2)
        {
            var lengths = Lengths(counts, least);
            if (lengths.Max() <= longest)
            {
                return lengths;
            }
        }
    }

    private static int[] Lengths(IReadOnlyList<int> counts, int least)
    {
        var lengths = new int[counts.Count];
        var trees = new PriorityQueue<List<int>, (long Weight, int Age)>();
        for (var symbol = 0; symbol < counts.Count; symbol++)
        {
            if (counts[symbol] > 0)
            {
                trees.Enqueue([symbol], (Math.Max(counts[symbol], least), symbol));
            }
        }

        if (trees.Count == 1)
        {
            lengths[trees.Dequeue()[0]] = 1;
            return lengths;
        }

        for (var age = counts.Count; trees.Count > 1; age++)
        {
            trees.TryDequeue(out var first, out var firstWeight);
            trees.TryDequeue(out var second, out var secondWeight);
            List<int> joined = [.. first!, .. second!];
            joined.ForEach(symbol => lengths[symbol]++);
            trees.Enqueue(joined, (firstWeight.Weight + secondWeight.Weight, age));
        }

        return lengths;
    }
}
