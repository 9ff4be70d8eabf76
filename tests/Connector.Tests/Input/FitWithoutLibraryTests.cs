using Connector.Actions;
using Connector.Failures;
using Connector.Testing;

namespace Connector.Tests.Input;

public class FitWithoutLibraryTests
{
    [Fact]
    public async Task A_host_without_a_picture_library_says_so_before_anything_is_sent()
    {
        var image = Convert.ToBase64String(TestPng.CreatePlain(2000, 1500));

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => Examples.ReadAsync(Catalog.All.Find("stability-upscale-fast"), $$"""{"image": "{{image}}", "fit": "contain"}"""));

        Assert.Equal((501, ErrorCodes.PicturesUnavailable), (failure.Status, failure.Code));
        Assert.Contains("fit = contain", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_needs_no_fitting_needs_no_library()
    {
        var image = Convert.ToBase64String(TestPng.CreatePlain(640, 480));

        await using var input = await Examples.ReadAsync(Catalog.All.Find("stability-upscale-fast"), $$"""{"image": "{{image}}", "fit": "contain"}""");

        Assert.Empty(input.Validate());
        Assert.Empty(input.Warnings);
    }
}
