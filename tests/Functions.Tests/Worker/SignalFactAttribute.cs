namespace Connector.Functions.Tests.Worker;

/// <summary>A test that asks a process to stop with a signal, which Windows does not know; there it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signal that asks a process to stop.";
        }
    }
}
