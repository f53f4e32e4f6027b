using System.Diagnostics;

namespace Portal.Hosting;

/// <summary>
/// What each line of the log says beside its message: under which number its visitor finds it (FaultPage), and nothing else. The framework would add the address that was
/// asked for, and in that stands whatever somebody typed.
/// </summary>
internal sealed class LogScope : IExternalScopeProvider, IDisposable
{
    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } asked)
        {
            callback($"TraceId:{asked.TraceId}", state);
        }
    }

    public IDisposable Push(object? state) => this;

    /// <summary>Nothing was pushed.</summary>
    public void Dispose()
    {
    }
}
