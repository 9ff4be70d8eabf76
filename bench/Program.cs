using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Connector.Benchmarks.Stages;
using Perfolizer.Horology;

// In this process: a generated project would build under the repository's rules for its own code, and fail.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(200)))
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
if (StageToBlob.ConnectionString is null)
{
    Console.WriteLine($"// {nameof(StageToBlob)} is skipped: {StageToBlob.Variable} has no connection string of a storage account.");
    config = config.AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.Type != typeof(StageToBlob)));
}

BenchmarkSwitcher.FromAssembly(typeof(StageToBlob).Assembly).Run(args, config);
