using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Budget.Tests.Faults;

/// <summary>
/// Fifteen hundred connections that say a byte now and then: in the middle of their headers, or of the body they promised. Visitors notice nothing, and
/// each of the slow ones is shown the door.
/// </summary>
[Category("Tools")]
public sealed class SlowVisitorsTests
{
    private const int Slow = 1_500;
    private const string Headers = "GET /inloggen HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private const string Body = "POST /inloggen/demo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\npersona=";
    /// <summary>Headers get ten seconds, a body five and then 240 bytes a second; the rest is room for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Fifteen_hundred_slow_connections_keep_no_visitor_waiting_and_are_shown_the_door()
    {
        await using var portal = await RunningPortal.Start();
        using var resident = await Client.SignedInAs(portal, "devries");
        List<Socket> open = [];
        try
        {
            foreach (var some in Enumerable.Range(0, Slow).Chunk(100))
            {
                open.AddRange(await Task.WhenAll(some.Select(number => Open(portal.Address, number % 3 == 0 ? Body : Headers))));
            }

            var clock = Stopwatch.StartNew();
            List<TimeSpan> visits = [];
            var mostOpen = open.Count(IsOpen);
            while (open.Exists(IsOpen) && clock.Elapsed < Patience)
            {
                open.ForEach(Drip);
                foreach (var page in new[] { "/", "/mijn-budget", "/inloggen", "/health/ready" })
                {
                    var visit = Stopwatch.StartNew();
                    Assert.That((await resident.Get(page)).Status, Is.EqualTo(HttpStatusCode.OK), page);
                    visits.Add(visit.Elapsed);
                }

                await Task.Delay(250);
            }

            Figure.Tell($"{Slow} slow connections", $"{mostOpen} held at once, all closed after {clock.Elapsed.TotalSeconds:0.0} s; {visits.Count} pages served meanwhile, each in {Figure.Spread(visits)}");
            // Some of the first may be gone by then on a busy machine.
            Assert.That(mostOpen, Is.GreaterThan(Slow * 9 / 10), "they were let in at once");
            Assert.That(open.Count(IsOpen), Is.Zero, "and none may stay");
            Assert.That(visits.Max(), Is.LessThan(TimeSpan.FromSeconds(10)), "longer than that and the visitor has left");
        }
        finally
        {
            open.ForEach(one => one.Dispose());
        }
    }

    private static async Task<Socket> Open(Uri portal, string beginning)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(portal.Host, portal.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning));
        return socket;
    }

    /// <summary>Closed by the other side: something to read, and then nothing.</summary>
    private static bool IsOpen(Socket socket)
    {
        if (!socket.Connected)
        {
            return false;
        }

        try
        {
            var some = new byte[4096];
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                if (socket.Receive(some) == 0)
                {
                    socket.Close();
                    return false;
                }
            }

            return true;
        }
        catch (SocketException)
        {
            socket.Close();
            return false;
        }
    }

    private static void Drip(Socket socket)
    {
        if (!IsOpen(socket))
        {
            return;
        }

        try
        {
            socket.Send("a"u8);
        }
        catch (SocketException)
        {
            socket.Close();
        }
    }
}
