using Connector.Access;
using Connector.Actions;
using Connector.Blobs;
using Connector.Callbacks;
using Connector.Connections;
using Connector.Failures;
using Connector.Fetching;
using Connector.Files;
using Connector.Input;
using Connector.Local;
using Connector.Options;
using Connector.Output;
using Connector.Recipes;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Spending;
using Connector.Telemetry;
using Connector.Upstream;
using Connector.Upstream.Pacing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Connector;

/// <summary>The parts of the library, put together for every way to start it.</summary>
public static class ConnectorServices
{
    /// <summary>Reads and checks the settings, and adds every part that runs actions.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>, naming every setting at fault.</exception>
    public static IServiceCollection AddConnector(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddConnector(SettingsReader.Read(configuration.AsEnumerable(), Catalog.All.Apps));
    }

    /// <summary>Adds every part that runs actions.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The settings in force.</param>
    public static IServiceCollection AddConnector(this IServiceCollection services, ConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Catalog.All.PricedBy(options));
        services.AddSingleton(options);
        services.AddSingleton(options.Upstream);
        services.AddSingleton(new FetchLimits { Bytes = FileStore.MostBytes });
        services.AddStorage(options);

        AccessKeys.ThrowIfForNoAction(options.Access);
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<CallerRates>();
        services.AddSingleton<ConnectorTelemetry>();
        services.AddSingleton<KeyPaces>();
        services.AddSingleton<UpstreamClient>();
        services.TryAddSingleton<GuardedFetcher>();
        services.AddSingleton<FileResolver>();
        services.AddSingleton<ResultFetcher>();
        services.AddSingleton<FileStore>();
        services.AddSingleton(new SpillFolder(options.SpillRoot));
        services.AddSingleton<RecipeRecords>();
        services.AddSingleton<ActionRunner>();
        services.AddSingleton<ConnectionTester>();
        services.AddSingleton<DryRunner>();
        services.AddSingleton<OptionReader>();

        services.AddSingleton(provider => new Ledger(
            provider.GetRequiredService<IRecordStore>(),
            provider.GetRequiredService<ConnectorOptions>(),
            provider.GetRequiredService<ConnectorTelemetry>(),
            StoreTime(provider),
            provider.GetRequiredService<ILogger<Ledger>>()));
        services.AddSingleton(provider => new RunRecords(provider.GetRequiredService<IRecordStore>(), StoreTime(provider)));
        services.AddSingleton(provider => new JobIndex(provider.GetRequiredService<IRecordStore>(), StoreTime(provider)));
        services.AddSingleton<StoreProof>();
        services.TryAddSingleton(new DiskRoom());
        services.AddSingleton<Readiness>();
        services.AddSingleton<SpilledRuns>();
        services.AddSingleton<KeyedRuns>();
        services.AddSingleton<AwaitedRuns>();
        services.AddSingleton<Jobs>();
        services.AddSingleton<Batches>();
        services.AddSingleton<JobProcessor>();
        services.AddSingleton<JobSteps>();
        services.AddSingleton<FileCleanup>();
        services.AddSingleton<Sweeper>();

        services.AddSingleton(provider => new Deliveries(provider.GetRequiredService<IRecordStore>(), StoreTime(provider)));
        services.AddSingleton<ISwept>(provider => provider.GetRequiredService<Deliveries>());
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<CallbackPolicy>();
        services.TryAddSingleton<CallbackSender>();
        services.AddSingleton<RunEvents>();
        services.AddSingleton<IRunEvents>(provider => provider.GetRequiredService<RunEvents>());
        return services;
    }

    /// <summary>Has this process carry its jobs on itself, from records beside the files; a worker is started by whoever runs all the time.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddJobWorker(this IServiceCollection services)
    {
        services.AddSingleton<JobWorker>();
        services.AddSingleton<DeliveryWorker>();
        services.AddSingleton<IDeliveryQueue>(provider => provider.GetRequiredService<DeliveryWorker>());
        return services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<JobWorker>());
    }

    /// <summary>Has messages of a storage queue, in the account of the files, carry jobs on.</summary>
    /// <param name="services">The services.</param>
    /// <param name="account">The settings of the files.</param>
    public static IServiceCollection AddStorageJobQueue(this IServiceCollection services, BlobStorageOptions account)
    {
        services.AddSingleton(_ => new StorageJobQueue(account));
        services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<StorageJobQueue>());
        services.AddSingleton<IDeliveryQueue, StorageDeliveryQueue>();
        return services.AddSingleton<StrandedJobs>();
    }

    /// <summary>Has deliveries sent, when the queue says; what is sent is written by an <see cref="IDeliveryBody"/> of the host.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton<Deliverer>();
        services.AddSingleton<DeliverySteps>();
        return services.AddSingleton<StrandedDeliveries>();
    }

    /// <summary>The clock that instances on the same store share.</summary>
    private static TimeProvider StoreTime(IServiceProvider provider) =>
        provider.GetService<BlobContainer>()?.Time ?? provider.GetRequiredService<TimeProvider>();

    private static void AddStorage(this IServiceCollection services, ConnectorOptions options)
    {
        if (options.Blob is { } blob)
        {
            services.AddSingleton(provider => new BlobContainer(blob, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IRecordStore, BlobRecordStore>();
            services.AddSingleton<IMediaSink, BlobSink>();
        }
        else
        {
            services.AddSingleton<IRecordStore>(provider => new LocalRecordStore(options.StorageRoot, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IMediaSink>(_ => new LocalSink(options.StorageRoot));
        }

        services.AddSingleton<NewestFiles>();
    }
}
