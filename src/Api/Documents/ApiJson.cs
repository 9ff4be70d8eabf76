using System.Text.Json.Serialization;
using Connector.Connections;
using Connector.Failures;
using Connector.Options;
using Connector.Output;
using Connector.Runs;

namespace Connector.Api.Documents;

/// <summary>The one place where JSON answers are shaped: snake case, absent instead of null. <see cref="JsonStyles"/> says how they are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActionReceipt))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(ActionManifest))]
[JsonSerializable(typeof(IReadOnlyList<DropdownOption>))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ConnectionTest))]
[JsonSerializable(typeof(MediaFile))]
[JsonSerializable(typeof(FileListDocument))]
[JsonSerializable(typeof(DeletedFilesDocument))]
[JsonSerializable(typeof(SpendDocument))]
[JsonSerializable(typeof(RecipeDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(DryRun))]
[JsonSerializable(typeof(SubscriptionDocument))]
[JsonSerializable(typeof(SubscriptionListDocument))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(CreatedFileEvent))]
[JsonSerializable(typeof(CloudEventDocument))]
[JsonSerializable(typeof(CallbackDocument))]
[JsonSerializable(typeof(CreatedFileDocument))]
[JsonSerializable(typeof(FailedRunDocument))]
public sealed partial class ApiJson : JsonSerializerContext;
