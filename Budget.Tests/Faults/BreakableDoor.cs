using System.Net;
using System.Net.Sockets;

namespace Budget.Tests.Faults;

/// <summary>A door between the portal and its database server that can be shut for good in the middle of a sentence.</summary>
internal sealed class BreakableDoor : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private readonly int serverPort;

    public BreakableDoor(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        _ = LetIn();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

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
                lock (open)
                {
                    open.AddRange([portal, server]);
                }

                _ = Pass(portal.GetStream(), server.GetStream());
                _ = Pass(server.GetStream(), portal.GetStream());
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The door is shut.
        }
    }

    private static async Task Pass(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The door is shut.
        }
    }
}
