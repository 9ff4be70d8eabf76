using System.Globalization;
using System.Text;
using Connector.Records;

namespace Connector.Tests.Records;

/// <summary>A number in a record.</summary>
internal static class RecordCounter
{
    public static async Task IncrementAsync(IRecordStore store, string name)
    {
        while (true)
        {
            var record = await store.ReadAsync(name, CancellationToken.None);
            var next = Encoding.ASCII.GetBytes((NumberIn(record) + 1).ToString(CultureInfo.InvariantCulture));
            var tag = record is null
                ? await store.TryCreateAsync(name, next, CancellationToken.None)
                : await store.TryReplaceAsync(name, next, record.Tag, CancellationToken.None);
            if (tag is not null)
            {
                return;
            }
        }
    }

    public static async Task<int> ReadAsync(IRecordStore store, string name) => NumberIn(await store.ReadAsync(name, CancellationToken.None));

    private static int NumberIn(StoredRecord? record) => record is null ? 0 : int.Parse(record.Content.Span, CultureInfo.InvariantCulture);
}
