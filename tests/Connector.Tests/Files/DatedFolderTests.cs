using Connector.Files;

namespace Connector.Tests.Files;

public class DatedFolderTests
{
    [Theory]
    [InlineData("stability-generate-core/2026/11/27", "2026-11-27", "2026-11-27", true)]
    [InlineData("stability-generate-core/2026/11", "2026-11-01", "2026-11-30", false)]
    [InlineData("stability-generate-core/9999/12", "9999-12-01", "9999-12-31", false)]
    [InlineData("stability-generate-core/9999/12/31", "9999-12-31", "9999-12-31", true)]
    [InlineData("stability-generate-core/2020/02/30", "2020-02-01", "2020-02-29", false)]
    [InlineData("callers/2024/uploads/2026/11/27", "2026-11-27", "2026-11-27", true)]
    [InlineData("callers/9999/uploads", "0001-01-01", "9999-12-31", false)]
    public void A_path_tells_its_days_and_a_callers_name_none(string path, string first, string last, bool isDay)
    {
        var folder = path.Split('/').Aggregate(DatedFolder.Root, (above, name) => above.Below(above.Path.Length == 0 ? name : $"{above.Path}/{name}"));

        Assert.Equal((first, last, isDay), ($"{folder.First:O}", $"{folder.Last:O}", folder.IsDay));
    }
}
