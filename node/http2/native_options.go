package http2

import (
	"finishline/h2"
	"finishline/node/env"
	"finishline/node/versions"
)

// behaviours are the answers of the version table, asked once per session. Each is explained at
// its row.
type behaviours struct {
	receivePauses, graceful, internalGoaway, peerReset      bool
	closeAfterReceive, refuseWhileClosing                   bool
	ignoreWhileClosing, resetAfterReceive, resetWithoutSend bool
	lateReset, lateGoaway, protocolErrors, flowErrors       bool
	resetKnownOnly, resetOpenOnly, customSettings           bool
}

func behavioursOf(e *env.Env) behaviours {
	return behaviours{
		receivePauses: e.Has(versions.H2ReceivePauses), graceful: e.Has(versions.H2GracefulClose),
		internalGoaway: e.Has(versions.H2InternalGoaway), peerReset: e.Has(versions.H2PeerReset),
		closeAfterReceive: e.Has(versions.H2CloseAfterReceive), refuseWhileClosing: e.Has(versions.H2RefuseWhileClosing),
		ignoreWhileClosing: e.Has(versions.H2IgnoreWhileClosing),
		resetAfterReceive:  e.Has(versions.H2ResetAfterReceive), resetWithoutSend: e.Has(versions.H2ResetWithoutSend),
		lateReset: e.Has(versions.H2LateResetReported), lateGoaway: e.Has(versions.H2LateGoawayReported),
		protocolErrors: e.Has(versions.H2ProtocolErrorDestroys), flowErrors: e.Has(versions.H2FlowErrorDestroys),
		resetKnownOnly: e.Has(versions.H2ResetKnownOnly), resetOpenOnly: e.Has(versions.H2StreamTable169),
		customSettings: e.Has(versions.H2CustomSettings),
	}
}

// limits are the parts of Http2Options that the native layer keeps itself.
func (n *native) limits(o *Options) {
	// A server needs at least four pseudo-headers, a client one (GetServerMaxHeaderPairs).
	n.maxHeaderPairs = h2.MaxHeaderListPairs
	if o.MaxHeaderListPairs != nil {
		least := 4
		if n.role == h2.Client {
			least = 1
		}
		n.maxHeaderPairs = max(least, int(*o.MaxHeaderListPairs))
	}
	if o.MaxOutstandingPings != nil {
		n.maxPings = int(*o.MaxOutstandingPings)
	}
	if o.MaxOutstandingSettings != nil {
		n.maxSettings = max(1, int(*o.MaxOutstandingSettings))
	}
	if o.MaxSessionMemory != nil {
		n.maxMemory = int(max(1, *o.MaxSessionMemory) * 1e6)
	}
	if o.MaxSessionInvalidFrames != nil {
		n.maxInvalidFrames = *o.MaxSessionInvalidFrames
	}
	if o.MaxSessionRejectedStreams != nil {
		n.maxRejectedStreams = *o.MaxSessionRejectedStreams
	}
	for _, id := range o.RemoteCustomSettings {
		n.customRemote = append(n.customRemote, h2.Setting{ID: h2.SettingID(id)})
	}
}

func (n *native) protocolOptions(o *Options) h2.Options {
	e := n.env
	po := h2.Options{NoAutoWindowUpdate: true, ReceiveAltSvc: true, ReceiveOrigin: true,
		IgnorePriority:      e.Has(versions.H2UrgencyScheduler),
		ReportBodyErrors:    e.Has(versions.H2BodyErrors),
		WindowOverflowFatal: e.Has(versions.H2BodyErrors),
		CancelLateResets:    e.Has(versions.H2LateResets)}
	if e.Has(versions.H2UrgencyScheduler) {
		po.Scheduler = h2.Urgency
	}
	if !e.Has(versions.H2ContinuationLimit) {
		po.MaxContinuations = -1
	}
	switch {
	case e.Has(versions.H2StreamTable169):
		po.StreamTable, po.GlitchBurst, po.GlitchRate = h2.TableHash169, 10000, 330
	case e.Has(versions.H2StreamTable168):
		po.StreamTable, po.GlitchBurst, po.GlitchRate = h2.TableHash168, 1000, 33
	case e.Has(versions.H2Glitches):
		po.GlitchBurst, po.GlitchRate = 1000, 33
	}
	if e.Strict { // RFC 9113 sections 5.1, 5.3.1, 6.3 and 6.9.1, where nghttp2 does less or more
		po.Pedantic, po.ClosedStreams, po.IgnorePriority, po.WindowOverflowFatal = true, 100, false, false
		po.MaxStalledBodies = 1000 // what nghttp2 lets a peer do without end
	}
	if o.MaxDeflateDynamicTableSize != nil {
		po.MaxDeflateTableSize = int(*o.MaxDeflateDynamicTableSize)
		if po.MaxDeflateTableSize == 0 {
			po.MaxDeflateTableSize = -1
		}
	}
	if o.MaxReservedRemoteStreams != nil {
		po.MaxReservedRemoteStreams = int(*o.MaxReservedRemoteStreams)
	}
	if o.MaxSendHeaderBlockLength != nil {
		po.MaxSendHeaderBlock = int(*o.MaxSendHeaderBlockLength)
	}
	if o.PeerMaxConcurrentStreams != nil {
		po.PeerMaxConcurrentStreams = *o.PeerMaxConcurrentStreams
	}
	if o.MaxSettings != nil {
		po.MaxSettings = int(max(1, *o.MaxSettings))
	}
	if o.StreamResetBurst != nil && o.StreamResetRate != nil {
		po.ResetBurst, po.ResetRate = uint64(max(1, *o.StreamResetBurst)), uint64(max(1, *o.StreamResetRate))
	}
	if o.StrictFieldWhitespaceValidation != nil {
		po.AllowFieldWhitespace = !*o.StrictFieldWhitespaceValidation
	}
	return po
}
