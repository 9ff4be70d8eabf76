using Connector.Upstream.Pacing;

namespace Connector.Tests.Upstream.Pacing;

public class SendWindowTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void What_is_kept_does_not_grow_with_the_number_of_calls(int calls)
    {
        var window = new SendWindow();
        for (var call = 0; call < calls; call++)
        {
            var now = SendWindow.Length * call / calls;
            window.Forget(now);
            window.Add(now);
        }

        Assert.Equal(calls, window.Count);
        Assert.InRange(window.Runs, 1, 221);
    }

    [Fact]
    public void A_call_leaves_after_the_window_and_one_of_the_same_moment_with_the_last_of_it()
    {
        var window = new SendWindow();
        window.Add(TimeSpan.Zero);
        window.Add(TimeSpan.FromMilliseconds(49));
        window.Add(TimeSpan.FromMilliseconds(50));

        window.Forget(SendWindow.Length);
        Assert.Equal(3, window.Count);
        window.Forget(SendWindow.Length + TimeSpan.FromMilliseconds(49));
        Assert.Equal(1, window.Count);
        window.Forget(SendWindow.Length + TimeSpan.FromMilliseconds(50));
        Assert.Equal((0, 0), (window.Count, window.Runs));
    }

    [Fact]
    public void It_tells_when_so_many_will_have_left()
    {
        var window = new SendWindow();
        window.Add(TimeSpan.Zero);
        window.Add(TimeSpan.FromSeconds(1));
        window.Add(TimeSpan.FromSeconds(1));
        window.Add(TimeSpan.FromSeconds(2));

        Assert.Equal(
            [11, 12, 12, 13, null],
            Enumerable.Range(1, 5).Select(calls => window.EndOf(calls)?.TotalSeconds));
    }
}
