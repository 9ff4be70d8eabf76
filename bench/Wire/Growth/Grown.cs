namespace Connector.Wire.Growth;

/// <summary>How cost grows with the calls at once and with what is stored.</summary>
internal static class Grown
{
    /// <summary>Measures it and prints the tables.</summary>
    public static async Task RunAsync(GrowthChoice choice)
    {
        var published = await Published.MakeAsync("cli");
        var folder = Directory.CreateDirectory(Path.Combine(choice.Pictures, $"wire-{Environment.ProcessId}")).FullName;
        try
        {
            await using var upstream = await FixedUpstream.StartAsync(folder);
            var connector = new Contenders(published, rivals: "").Connector;
            var body = new RequestBody(Path.Combine(folder, "prompt.json"), "application/json");
            await File.WriteAllTextAsync(body.File, """{"prompt":"A lighthouse on a cliff","aspect_ratio":"16:9","seed":7}""");
            if (choice.Connections.Count > 0)
            {
                Console.WriteLine(await CallGrowth.RunAsync(connector, body, choice));
            }

            if (choice.Sizes.Count > 0)
            {
                Console.WriteLine(await StoreGrowth.RunAsync(connector, body, choice));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
