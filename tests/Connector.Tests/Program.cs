using System.Globalization;
using Connector.Records;
using Connector.Tests.Records;

// Counts in a record store of this folder, for tests of several processes: {root} {name} {times}.
var store = new LocalRecordStore(args[0], TimeProvider.System);
for (var times = int.Parse(args[2], CultureInfo.InvariantCulture); times > 0; times--)
{
    await RecordCounter.IncrementAsync(store, args[1]);
}
