using Connector.Actions;
using Connector.Failures;
using Connector.Testing;

namespace Connector.Tests.Actions;

public class EngineSizeTests
{
    [Theory]
    [InlineData(1024, 1024)]
    [InlineData(1152, 896)]
    [InlineData(896, 1152)]
    [InlineData(1216, 832)]
    [InlineData(832, 1216)]
    [InlineData(1344, 768)]
    [InlineData(768, 1344)]
    [InlineData(1536, 640)]
    [InlineData(640, 1536)]
    public Task Sdxl_draws_its_nine_pairs(int width, int height) => AssertAcceptedAsync("stable-diffusion-xl-1024-v1-0", width, height);

    [Theory]
    [InlineData("stable-diffusion-xl-1024-v1-0", 512, 512)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1152, 1152)]
    [InlineData("stable-diffusion-xl-1024-v0-9", 896, 896)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1152, null)]
    [InlineData("stable-diffusion-xl-1024-v1-0", null, 640)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 576, 576)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 512, 960)]
    [InlineData("stable-diffusion-512-v2-1", 448, 512)]
    [InlineData("stable-diffusion-512-v2-1", 1088, 1024)]
    [InlineData("stable-diffusion-v1-5", 128, 128)]
    [InlineData("stable-diffusion-768-v2-1", 704, 768)]
    [InlineData("stable-diffusion-v1-6", 256, 512)]
    [InlineData("stable-diffusion-v1-6", 512, 1600)]
    public async Task Refuses_a_size_that_the_engine_does_not_draw(string engine, int? width, int? height)
    {
        var problem = Assert.Single(await ProblemsAsync(engine, width, height));

        Assert.Equal(ProblemCodes.InvalidSize, problem.Code);
        Assert.Contains(engine, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{width ?? 1024}x{height ?? 1024}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stable-diffusion-xl-1024-v1-0", null, null)]
    [InlineData("stable-diffusion-xl-1024-v1-0", 1024, null)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 128, 896)]
    [InlineData("stable-diffusion-xl-beta-v2-2-2", 512, 512)]
    [InlineData("stable-diffusion-512-v2-1", 512, 512)]
    [InlineData("stable-diffusion-512-v2-1", 1024, 1024)]
    [InlineData("stable-diffusion-512-v2-1", 512, null)]
    [InlineData("stable-diffusion-v1-5", 512, 768)]
    [InlineData("stable-diffusion-768-v2-1", 768, 768)]
    [InlineData("stable-diffusion-768-v2-1", 768, null)]
    [InlineData("stable-diffusion-v1-6", 320, 1536)]
    [InlineData("an-engine-of-tomorrow", 4096, 128)]
    public Task Accepts_what_the_family_draws_and_leaves_an_unknown_family_to_upstream(string engine, int? width, int? height) =>
        AssertAcceptedAsync(engine, width, height);

    [Fact]
    public async Task The_size_is_not_judged_while_a_side_is_invalid_by_itself() =>
        Assert.Equal(ProblemCodes.NotAMultiple, Assert.Single(await ProblemsAsync("stable-diffusion-xl-1024-v1-0", 1000, 1024)).Code);

    private static async Task AssertAcceptedAsync(string engine, int? width, int? height) =>
        Assert.Empty(await ProblemsAsync(engine, width, height));

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(string engine, int? width, int? height) =>
        (await Examples.ReadAsync(
            Catalog.All.Find("dreamstudio-text-to-image"),
            $$"""{"prompt": "x", "engine_id": "{{engine}}", "width": {{width?.ToString() ?? "null"}}, "height": {{height?.ToString() ?? "null"}}}""")).Validate();
}
