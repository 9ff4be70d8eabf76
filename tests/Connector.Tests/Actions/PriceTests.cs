using Connector.Actions;
using Connector.Testing;

namespace Connector.Tests.Actions;

public class PriceTests
{
    [Theory]
    [InlineData("""{"prompt": "x"}""", 0.9)]
    [InlineData("""{"prompt": "x", "steps": 10}""", 0.9)]
    [InlineData("""{"prompt": "x", "steps": 30}""", 0.9)]
    [InlineData("""{"prompt": "x", "steps": 50}""", 1.5)]
    [InlineData("""{"prompt": "x", "steps": 150, "samples": 10}""", 45.0)]
    [InlineData("""{"prompt": "x", "engine_id": "stable-diffusion-v1-6"}""", null)]
    public async Task Sdxl_costs_by_steps_and_samples_and_other_engines_have_no_documented_price(string body, double? credits)
    {
        var action = Catalog.All.Find("dreamstudio-text-to-image");

        Assert.Equal((decimal?)credits, action.Price!.Of((await Examples.ReadAsync(action, body)).Values));
    }
}
