using BenchmarkDotNet.Attributes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Page;
using Connector.Page.Content;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Benchmarks.Stages;

/// <summary>The page with the form of the action that has the most fields, and with that of the one that has the fewest: the difference is the form's.</summary>
[MemoryDiagnoser]
public class PageForm
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    private PageRenderer _renderer = null!;

    private static ConnectorAction Most => Catalog.All.Actions.MaxBy(action => action.Parameters.Count)!;

    private static ConnectorAction Fewest => Catalog.All.Actions.MinBy(action => action.Parameters.Count)!;

    [GlobalSetup]
    public void Start()
    {
        _renderer = new PageRenderer(_services, NullLoggerFactory.Instance);
        Console.WriteLine($"// {Most.Name} has {Most.Parameters.Count} fields, {Fewest.Name} {Fewest.Parameters.Count}.");
    }

    [GlobalCleanup]
    public void End() => _services.Dispose();

    [Benchmark(Baseline = true)]
    public Task<string> FewestFields() => RenderAsync(Fewest);

    [Benchmark]
    public Task<string> MostFields() => RenderAsync(Most);

    private Task<string> RenderAsync(ConnectorAction action) =>
        _renderer.RenderAsync(new PageRequest(PageView.Action, action, PageTexts.Languages[PageTexts.DefaultLanguage], ""), CancellationToken.None);
}
