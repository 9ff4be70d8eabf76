using Connector.Records;

namespace Connector.Testing;

/// <summary>A store with nothing in it that several connectors share.</summary>
public interface IRunStore : IDisposable
{
    /// <summary>The settings that lead a connector to it.</summary>
    (string Name, string Value)[] Settings { get; }

    /// <summary>The records in it.</summary>
    IRecordStore Records { get; }
}
