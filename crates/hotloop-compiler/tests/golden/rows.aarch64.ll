target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <2 x double>
  %v7.0 = alloca <2 x double>
  %v8.0 = alloca <2 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x double>
  %v16.0 = alloca <2 x double>
  %v17.0 = alloca <2 x double>
  %v18.0 = alloca <2 x double>
  %v19.0 = alloca <2 x double>
  %v20.0 = alloca <2 x double>
  %v21.0 = alloca <2 x double>
  %v22.0 = alloca <2 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 2
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = load double, ptr %t52, align 8
  %t60 = insertelement <2 x double> poison, double %t59, i64 0
  %t61 = load double, ptr %t58, align 8
  %t62 = insertelement <2 x double> %t60, double %t61, i64 1
  store <2 x double> %t62, ptr %v6.0
  %t63 = load <2 x double>, ptr %v6.0
  store <2 x double> %t63, ptr %v8.0
  %t64 = load i64, ptr %v1
  %t65 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t64)
  %t66 = extractvalue {i64, i1} %t65, 1
  %t67 = xor i1 %t66, true
  br i1 %t67, label %good68, label %fail, !prof !0
good68:
  store i64 0, ptr %v9
  %t69 = load i64, ptr %v1
  %t70 = add i64 %t69, -1
  %t71 = call i64 @llvm.smax.i64(i64 %t70, i64 0)
  %t72 = icmp sle i64 %t71, 0
  %t73 = load i64, ptr %v0.dim1
  %t74 = icmp slt i64 %t71, %t73
  %t75 = or i1 %t72, %t74
  br i1 %t75, label %good76, label %fail, !prof !0
good76:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t78 = load i64, ptr %countdown
  %t79 = sub i64 %t78, 1
  store i64 %t79, ptr %countdown
  %t80 = icmp slt i64 %t79, 0
  br i1 %t80, label %poll77, label %go77, !prof !1
poll77:
  %t81 = getelementptr i8, ptr %host, i64 24
  %t82 = load ptr, ptr %t81
  %t83 = call i64 %t82(ptr %host)
  %t84 = getelementptr i8, ptr %host, i64 16
  %t85 = load i64, ptr %t84
  store i64 %t85, ptr %countdown
  %t86 = icmp ne i64 %t83, 0
  br i1 %t86, label %fail, label %go77, !prof !1
go77:
  %t87 = load i64, ptr %v9
  store i64 %t87, ptr %v11
  %t88 = load i64, ptr %v9
  %t89 = add i64 %t88, 8
  %t90 = load i64, ptr %v1
  %t91 = add i64 %t90, -1
  %t92 = call i64 @llvm.smax.i64(i64 %t91, i64 0)
  %t93 = icmp sgt i64 %t89, %t92
  br i1 %t93, label %then94, label %done94, !prof !1
then94:
  br label %end5
done94:
  %t95 = load i64, ptr %v5
  %t96 = add i64 %t95, 0
  %t97 = load i64, ptr %v9
  %t98 = add i64 %t97, 1
  %t99 = load ptr, ptr %v0.data
  %t100 = add i64 %t96, 0
  %t101 = load i64, ptr %v0.dim1
  %t102 = mul i64 %t100, %t101
  %t103 = getelementptr double, ptr %t99, i64 %t102
  %t104 = add i64 %t98, 0
  %t105 = getelementptr double, ptr %t103, i64 %t104
  %t106 = add i64 %t96, 1
  %t107 = load i64, ptr %v0.dim1
  %t108 = mul i64 %t106, %t107
  %t109 = getelementptr double, ptr %t99, i64 %t108
  %t110 = add i64 %t98, 0
  %t111 = getelementptr double, ptr %t109, i64 %t110
  %t112 = load <2 x double>, ptr %t105, align 8
  %t113 = load <2 x double>, ptr %t111, align 8
  %t114 = shufflevector <2 x double> %t112, <2 x double> %t113, <2 x i32> <i32 0, i32 2>
  %t115 = shufflevector <2 x double> %t112, <2 x double> %t113, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t114, ptr %v12.0
  store <2 x double> %t115, ptr %v13.0
  %t116 = load i64, ptr %v5
  %t117 = add i64 %t116, 0
  %t118 = load i64, ptr %v9
  %t119 = add i64 %t118, 3
  %t120 = load ptr, ptr %v0.data
  %t121 = add i64 %t117, 0
  %t122 = load i64, ptr %v0.dim1
  %t123 = mul i64 %t121, %t122
  %t124 = getelementptr double, ptr %t120, i64 %t123
  %t125 = add i64 %t119, 0
  %t126 = getelementptr double, ptr %t124, i64 %t125
  %t127 = add i64 %t117, 1
  %t128 = load i64, ptr %v0.dim1
  %t129 = mul i64 %t127, %t128
  %t130 = getelementptr double, ptr %t120, i64 %t129
  %t131 = add i64 %t119, 0
  %t132 = getelementptr double, ptr %t130, i64 %t131
  %t133 = load <2 x double>, ptr %t126, align 8
  %t134 = load <2 x double>, ptr %t132, align 8
  %t135 = shufflevector <2 x double> %t133, <2 x double> %t134, <2 x i32> <i32 0, i32 2>
  %t136 = shufflevector <2 x double> %t133, <2 x double> %t134, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t135, ptr %v14.0
  store <2 x double> %t136, ptr %v15.0
  %t137 = load i64, ptr %v5
  %t138 = add i64 %t137, 0
  %t139 = load i64, ptr %v9
  %t140 = add i64 %t139, 5
  %t141 = load ptr, ptr %v0.data
  %t142 = add i64 %t138, 0
  %t143 = load i64, ptr %v0.dim1
  %t144 = mul i64 %t142, %t143
  %t145 = getelementptr double, ptr %t141, i64 %t144
  %t146 = add i64 %t140, 0
  %t147 = getelementptr double, ptr %t145, i64 %t146
  %t148 = add i64 %t138, 1
  %t149 = load i64, ptr %v0.dim1
  %t150 = mul i64 %t148, %t149
  %t151 = getelementptr double, ptr %t141, i64 %t150
  %t152 = add i64 %t140, 0
  %t153 = getelementptr double, ptr %t151, i64 %t152
  %t154 = load <2 x double>, ptr %t147, align 8
  %t155 = load <2 x double>, ptr %t153, align 8
  %t156 = shufflevector <2 x double> %t154, <2 x double> %t155, <2 x i32> <i32 0, i32 2>
  %t157 = shufflevector <2 x double> %t154, <2 x double> %t155, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t156, ptr %v16.0
  store <2 x double> %t157, ptr %v17.0
  %t158 = load i64, ptr %v5
  %t159 = add i64 %t158, 0
  %t160 = load i64, ptr %v9
  %t161 = add i64 %t160, 7
  %t162 = load ptr, ptr %v0.data
  %t163 = add i64 %t159, 0
  %t164 = load i64, ptr %v0.dim1
  %t165 = mul i64 %t163, %t164
  %t166 = getelementptr double, ptr %t162, i64 %t165
  %t167 = add i64 %t161, 0
  %t168 = getelementptr double, ptr %t166, i64 %t167
  %t169 = add i64 %t159, 1
  %t170 = load i64, ptr %v0.dim1
  %t171 = mul i64 %t169, %t170
  %t172 = getelementptr double, ptr %t162, i64 %t171
  %t173 = add i64 %t161, 0
  %t174 = getelementptr double, ptr %t172, i64 %t173
  %t175 = load <2 x double>, ptr %t168, align 8
  %t176 = load <2 x double>, ptr %t174, align 8
  %t177 = shufflevector <2 x double> %t175, <2 x double> %t176, <2 x i32> <i32 0, i32 2>
  %t178 = shufflevector <2 x double> %t175, <2 x double> %t176, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t177, ptr %v18.0
  store <2 x double> %t178, ptr %v19.0
  %t179 = load <2 x double>, ptr %v8.0
  %t180 = load <2 x double>, ptr %v12.0
  %t181 = fadd <2 x double> %t179, %t180
  store <2 x double> %t181, ptr %v21.0
  %t182 = load <2 x double>, ptr %v21.0
  %t183 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t182)
  %t184 = fcmp olt <2 x double> %t183, splat (double 0x7FF0000000000000)
  %t185 = sext <2 x i1> %t184 to <2 x i64>
  %t186 = xor <2 x i64> %t185, splat (i64 -1)
  %t187 = icmp slt <2 x i64> %t186, zeroinitializer
  %t188 = bitcast <2 x i1> %t187 to i2
  %t189 = icmp ne i2 %t188, 0
  %t190 = xor i1 %t189, true
  br i1 %t190, label %good191, label %fail, !prof !0
good191:
  %t192 = load <2 x double>, ptr %v21.0
  store <2 x double> %t192, ptr %v8.0
  %t193 = load i64, ptr %v9
  %t194 = add i64 %t193, 1
  store i64 %t194, ptr %v9
  %t195 = load <2 x double>, ptr %v21.0
  %t196 = load <2 x double>, ptr %v13.0
  %t197 = fadd <2 x double> %t195, %t196
  store <2 x double> %t197, ptr %v21.0
  %t198 = load <2 x double>, ptr %v21.0
  %t199 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t198)
  %t200 = fcmp olt <2 x double> %t199, splat (double 0x7FF0000000000000)
  %t201 = sext <2 x i1> %t200 to <2 x i64>
  %t202 = xor <2 x i64> %t201, splat (i64 -1)
  %t203 = icmp slt <2 x i64> %t202, zeroinitializer
  %t204 = bitcast <2 x i1> %t203 to i2
  %t205 = icmp ne i2 %t204, 0
  %t206 = xor i1 %t205, true
  br i1 %t206, label %good207, label %fail, !prof !0
good207:
  %t208 = load <2 x double>, ptr %v21.0
  store <2 x double> %t208, ptr %v8.0
  %t209 = load i64, ptr %v11
  %t210 = add i64 %t209, 2
  store i64 %t210, ptr %v9
  %t211 = load <2 x double>, ptr %v21.0
  %t212 = load <2 x double>, ptr %v14.0
  %t213 = fadd <2 x double> %t211, %t212
  store <2 x double> %t213, ptr %v21.0
  %t214 = load <2 x double>, ptr %v21.0
  %t215 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t214)
  %t216 = fcmp olt <2 x double> %t215, splat (double 0x7FF0000000000000)
  %t217 = sext <2 x i1> %t216 to <2 x i64>
  %t218 = xor <2 x i64> %t217, splat (i64 -1)
  %t219 = icmp slt <2 x i64> %t218, zeroinitializer
  %t220 = bitcast <2 x i1> %t219 to i2
  %t221 = icmp ne i2 %t220, 0
  %t222 = xor i1 %t221, true
  br i1 %t222, label %good223, label %fail, !prof !0
good223:
  %t224 = load <2 x double>, ptr %v21.0
  store <2 x double> %t224, ptr %v8.0
  %t225 = load i64, ptr %v11
  %t226 = add i64 %t225, 3
  store i64 %t226, ptr %v9
  %t227 = load <2 x double>, ptr %v21.0
  %t228 = load <2 x double>, ptr %v15.0
  %t229 = fadd <2 x double> %t227, %t228
  store <2 x double> %t229, ptr %v21.0
  %t230 = load <2 x double>, ptr %v21.0
  %t231 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t230)
  %t232 = fcmp olt <2 x double> %t231, splat (double 0x7FF0000000000000)
  %t233 = sext <2 x i1> %t232 to <2 x i64>
  %t234 = xor <2 x i64> %t233, splat (i64 -1)
  %t235 = icmp slt <2 x i64> %t234, zeroinitializer
  %t236 = bitcast <2 x i1> %t235 to i2
  %t237 = icmp ne i2 %t236, 0
  %t238 = xor i1 %t237, true
  br i1 %t238, label %good239, label %fail, !prof !0
good239:
  %t240 = load <2 x double>, ptr %v21.0
  store <2 x double> %t240, ptr %v8.0
  %t241 = load i64, ptr %v11
  %t242 = add i64 %t241, 4
  store i64 %t242, ptr %v9
  %t243 = load <2 x double>, ptr %v21.0
  %t244 = load <2 x double>, ptr %v16.0
  %t245 = fadd <2 x double> %t243, %t244
  store <2 x double> %t245, ptr %v21.0
  %t246 = load <2 x double>, ptr %v21.0
  %t247 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t246)
  %t248 = fcmp olt <2 x double> %t247, splat (double 0x7FF0000000000000)
  %t249 = sext <2 x i1> %t248 to <2 x i64>
  %t250 = xor <2 x i64> %t249, splat (i64 -1)
  %t251 = icmp slt <2 x i64> %t250, zeroinitializer
  %t252 = bitcast <2 x i1> %t251 to i2
  %t253 = icmp ne i2 %t252, 0
  %t254 = xor i1 %t253, true
  br i1 %t254, label %good255, label %fail, !prof !0
good255:
  %t256 = load <2 x double>, ptr %v21.0
  store <2 x double> %t256, ptr %v8.0
  %t257 = load i64, ptr %v11
  %t258 = add i64 %t257, 5
  store i64 %t258, ptr %v9
  %t259 = load <2 x double>, ptr %v21.0
  %t260 = load <2 x double>, ptr %v17.0
  %t261 = fadd <2 x double> %t259, %t260
  store <2 x double> %t261, ptr %v21.0
  %t262 = load <2 x double>, ptr %v21.0
  %t263 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t262)
  %t264 = fcmp olt <2 x double> %t263, splat (double 0x7FF0000000000000)
  %t265 = sext <2 x i1> %t264 to <2 x i64>
  %t266 = xor <2 x i64> %t265, splat (i64 -1)
  %t267 = icmp slt <2 x i64> %t266, zeroinitializer
  %t268 = bitcast <2 x i1> %t267 to i2
  %t269 = icmp ne i2 %t268, 0
  %t270 = xor i1 %t269, true
  br i1 %t270, label %good271, label %fail, !prof !0
good271:
  %t272 = load <2 x double>, ptr %v21.0
  store <2 x double> %t272, ptr %v8.0
  %t273 = load i64, ptr %v11
  %t274 = add i64 %t273, 6
  store i64 %t274, ptr %v9
  %t275 = load <2 x double>, ptr %v21.0
  %t276 = load <2 x double>, ptr %v18.0
  %t277 = fadd <2 x double> %t275, %t276
  store <2 x double> %t277, ptr %v21.0
  %t278 = load <2 x double>, ptr %v21.0
  %t279 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t278)
  %t280 = fcmp olt <2 x double> %t279, splat (double 0x7FF0000000000000)
  %t281 = sext <2 x i1> %t280 to <2 x i64>
  %t282 = xor <2 x i64> %t281, splat (i64 -1)
  %t283 = icmp slt <2 x i64> %t282, zeroinitializer
  %t284 = bitcast <2 x i1> %t283 to i2
  %t285 = icmp ne i2 %t284, 0
  %t286 = xor i1 %t285, true
  br i1 %t286, label %good287, label %fail, !prof !0
good287:
  %t288 = load <2 x double>, ptr %v21.0
  store <2 x double> %t288, ptr %v8.0
  %t289 = load i64, ptr %v11
  %t290 = add i64 %t289, 7
  store i64 %t290, ptr %v9
  %t291 = load <2 x double>, ptr %v21.0
  %t292 = load <2 x double>, ptr %v19.0
  %t293 = fadd <2 x double> %t291, %t292
  store <2 x double> %t293, ptr %v21.0
  %t294 = load <2 x double>, ptr %v21.0
  %t295 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t294)
  %t296 = fcmp olt <2 x double> %t295, splat (double 0x7FF0000000000000)
  %t297 = sext <2 x i1> %t296 to <2 x i64>
  %t298 = xor <2 x i64> %t297, splat (i64 -1)
  %t299 = icmp slt <2 x i64> %t298, zeroinitializer
  %t300 = bitcast <2 x i1> %t299 to i2
  %t301 = icmp ne i2 %t300, 0
  %t302 = xor i1 %t301, true
  br i1 %t302, label %good303, label %fail, !prof !0
good303:
  %t304 = load <2 x double>, ptr %v21.0
  store <2 x double> %t304, ptr %v8.0
  %t305 = load i64, ptr %v11
  %t306 = add i64 %t305, 8
  store i64 %t306, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t308 = load i64, ptr %countdown
  %t309 = sub i64 %t308, 1
  store i64 %t309, ptr %countdown
  %t310 = icmp slt i64 %t309, 0
  br i1 %t310, label %poll307, label %go307, !prof !1
poll307:
  %t311 = getelementptr i8, ptr %host, i64 24
  %t312 = load ptr, ptr %t311
  %t313 = call i64 %t312(ptr %host)
  %t314 = getelementptr i8, ptr %host, i64 16
  %t315 = load i64, ptr %t314
  store i64 %t315, ptr %countdown
  %t316 = icmp ne i64 %t313, 0
  br i1 %t316, label %fail, label %go307, !prof !1
go307:
  %t317 = load i64, ptr %v9
  %t318 = load i64, ptr %v1
  %t319 = add i64 %t318, -1
  %t320 = call i64 @llvm.smax.i64(i64 %t319, i64 0)
  %t321 = icmp sge i64 %t317, %t320
  br i1 %t321, label %then322, label %done322, !prof !1
then322:
  br label %end3
done322:
  %t323 = load i64, ptr %v5
  %t324 = add i64 %t323, 0
  %t325 = load i64, ptr %v9
  %t326 = add i64 %t325, 1
  %t327 = load ptr, ptr %v0.data
  %t328 = add i64 %t324, 0
  %t329 = load i64, ptr %v0.dim1
  %t330 = mul i64 %t328, %t329
  %t331 = getelementptr double, ptr %t327, i64 %t330
  %t332 = add i64 %t326, 0
  %t333 = getelementptr double, ptr %t331, i64 %t332
  %t334 = add i64 %t324, 1
  %t335 = load i64, ptr %v0.dim1
  %t336 = mul i64 %t334, %t335
  %t337 = getelementptr double, ptr %t327, i64 %t336
  %t338 = add i64 %t326, 0
  %t339 = getelementptr double, ptr %t337, i64 %t338
  %t340 = load double, ptr %t333, align 8
  %t341 = insertelement <2 x double> poison, double %t340, i64 0
  %t342 = load double, ptr %t339, align 8
  %t343 = insertelement <2 x double> %t341, double %t342, i64 1
  store <2 x double> %t343, ptr %v22.0
  %t344 = load <2 x double>, ptr %v8.0
  %t345 = load <2 x double>, ptr %v22.0
  %t346 = fadd <2 x double> %t344, %t345
  store <2 x double> %t346, ptr %v21.0
  %t347 = load <2 x double>, ptr %v21.0
  %t348 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t347)
  %t349 = fcmp olt <2 x double> %t348, splat (double 0x7FF0000000000000)
  %t350 = sext <2 x i1> %t349 to <2 x i64>
  %t351 = xor <2 x i64> %t350, splat (i64 -1)
  %t352 = icmp slt <2 x i64> %t351, zeroinitializer
  %t353 = bitcast <2 x i1> %t352 to i2
  %t354 = icmp ne i2 %t353, 0
  %t355 = xor i1 %t354, true
  br i1 %t355, label %good356, label %fail, !prof !0
good356:
  %t357 = load <2 x double>, ptr %v21.0
  store <2 x double> %t357, ptr %v8.0
  %t358 = load i64, ptr %v9
  %t359 = add i64 %t358, 1
  store i64 %t359, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t360 = load <2 x double>, ptr %v8.0
  %t361 = load i64, ptr %v5
  %t362 = add i64 %t361, 0
  %t363 = add i64 %t362, 0
  %t364 = load ptr, ptr %v2.data
  %t365 = getelementptr double, ptr %t364, i64 %t363
  store <2 x double> %t360, ptr %t365, align 8
  %t366 = load i64, ptr %v5
  %t367 = add i64 %t366, 2
  store i64 %t367, ptr %v5
  br label %next4
end4:
  %t368 = load i64, ptr %v5
  ret i64 %t368
fail:
  %t369 = load i64, ptr %exit_id
  switch i64 %t369, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t370 = load i64, ptr %s5
  ret i64 %t370
}

declare double @llvm.fabs.f64(double) nounwind
declare <2 x double> @llvm.fabs.v2f64(<2 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
