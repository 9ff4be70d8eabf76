using Connector.Cli.Hosting;
using Connector.Failures;

namespace Connector.Cli.Tests.Hosting;

public class ServerRoomTests
{
    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     \n", null)]
    [InlineData("Max open files            9223372036854775807  9223372036854775807  files     \n", int.MaxValue)]
    [InlineData("Max open files\n", null)]
    [InlineData("", null)]
    public void The_limit_is_read_where_the_system_tells_it(string text, int? expected) => Assert.Equal(expected, FileLimit.Parse(text));

    [Fact]
    public void Whatever_is_at_work_at_once_never_needs_more_files_than_there_are()
    {
        foreach (var limit in Enumerable.Range(300, 5000))
        {
            var room = ServerRoom.Of(limit, 200);

            Assert.True(200 + room.Connections + (5 * room.Runs) + (2 * room.Reads) < limit, $"{limit}: {room}");
            Assert.True(room is { Connections: > 0, Runs: > 0, Reads: > 0 });
        }
    }

    [Fact]
    public void Without_a_limit_there_is_as_much_room_as_upstream_could_use() => Assert.Equal(new ServerRoom(2000, 2000, 2000, Limit: null), ServerRoom.Of(null, 200));

    [Fact]
    public void Too_little_room_is_told_with_what_is_needed() =>
        Assert.Contains("needs at least", Assert.Throws<ConnectorException>(() => ServerRoom.Of(210, 200)).Message, StringComparison.Ordinal);
}
