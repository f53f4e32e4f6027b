using System.Net;
using System.Net.Sockets;

namespace Budget.Tests.Faults;

/// <summary>A door between the portal and its database server that can be shut for good in the middle of a sentence, or on one who passes.</summary>
internal sealed class BreakableDoor : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private readonly int serverPort;
    private int messages;
    private int cutAt;
    private bool isHeard;

    public BreakableDoor(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        _ = LetIn();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the portal said something since <see cref="CutAt"/>.</summary>
    public int Messages => messages;

    public bool IsCut { get; private set; }

    /// <summary>Once, when the portal says something for the so manieth time from now: its connection ends there. A new one is let in.</summary>
    /// <param name="serverHears">What was said arrives, and the answer to it does not; else it does not arrive either.</param>
    public void CutAt(int time, bool serverHears) => (messages, cutAt, isHeard, IsCut) = (0, time, serverHears, false);

    public void Break()
    {
        listener.Stop();
        lock (open)
        {
            open.ForEach(side => side.Dispose());
        }
    }

    public void Dispose()
    {
        Break();
        listener.Dispose();
    }

    private async Task LetIn()
    {
        try
        {
            while (true)
            {
                var portal = await listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, serverPort);
                (portal.NoDelay, server.NoDelay) = (true, true);
                lock (open)
                {
                    open.AddRange([portal, server]);
                }

                var passage = new Passage(portal, server);
                _ = Pass(portal, server, () => IsLast(passage));
                _ = Pass(server, portal, () => passage.EndsWithTheAnswer && (IsCut = true));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The door is shut.
        }
    }

    private sealed record Passage(TcpClient Portal, TcpClient Server)
    {
        public bool EndsWithTheAnswer { get; set; }
    }

    private bool IsLast(Passage passage)
    {
        if (Interlocked.Increment(ref messages) != cutAt)
        {
            return false;
        }

        passage.EndsWithTheAnswer = isHeard;
        return IsCut = !isHeard;
    }

    /// <param name="isLast">Asked of each piece before it is passed on: then it is not, and both sides are shut.</param>
    private static async Task Pass(TcpClient from, TcpClient to, Func<bool> isLast)
    {
        var piece = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(piece) is var length and > 0)
            {
                if (isLast())
                {
                    break;
                }

                await to.GetStream().WriteAsync(piece.AsMemory(0, length));
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The door is shut.
        }

        from.Dispose();
        to.Dispose();
    }
}
